namespace MapKit.Maps.Replacement;

/// <summary>The result of <see cref="MapReplacement.Commit"/>.</summary>
/// <param name="Outcome">Whether the bytes changed.</param>
/// <param name="Path">The file, with symbolic links resolved.</param>
/// <param name="Length">Size in bytes of the new content.</param>
/// <param name="Warnings">In the order of the steps; mostly empty.</param>
internal sealed record ReplacementResult(
    ReplacementOutcome Outcome, string Path, long Length, IReadOnlyList<ReplacementWarning> Warnings);

/// <summary>The outcome for a map. It concerns only the bytes; modes and times are not a change.</summary>
internal enum ReplacementOutcome
{
    /// <summary>The map already had these bytes.</summary>
    Unchanged,

    /// <summary>The map is new.</summary>
    Written,

    /// <summary>The map is missing or has other bytes (check only). Nothing was written.</summary>
    WouldChange,
}

/// <summary>A warning for the administrator about a written map.</summary>
internal enum ReplacementWarning
{
    /// <summary>
    /// The old map has other hard links, which keep the old content. Its modification time was changed, so that daemons restart
    /// (docs/formats/map-types.md#how-daemons-notice-a-change).
    /// </summary>
    HardLinks,

    /// <summary>The old map has other hard links, and daemons that hold it open cannot notice the new one: the map is lmdb,
    /// or the modification time could not be changed. <c>postfix reload</c> is needed.</summary>
    HardLinksNeedReload,

    /// <summary>The owner or group of the old map could not be kept. A changed group has no more rights than others.</summary>
    OwnerNotKept,

    /// <summary>The access control list or another attribute of the old file could not be kept.</summary>
    AttributesNotKept,

    /// <summary>The file is a mount point, as single files are in containers: it was written in place, under its lock.</summary>
    WrittenInPlace,

    /// <summary>More users could read the map than the credential table it is compiled from. They no longer can (check only:
    /// they no longer could).</summary>
    ModeNarrowed,

    /// <summary>More users can read the map of which the new one is a conversion than may read the secrets in it.</summary>
    PredecessorIsWider,
}
