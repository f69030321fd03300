namespace MapKit.Maps.Replacement;

/// <summary>What <see cref="MapReplacement.Commit"/> did.</summary>
/// <param name="Outcome">Whether the bytes changed.</param>
/// <param name="Path">The file itself, symbolic links resolved.</param>
/// <param name="Length">Size in bytes of the new content.</param>
/// <param name="Warnings">In the order of the steps; mostly empty.</param>
internal sealed record ReplacementResult(
    ReplacementOutcome Outcome, string Path, long Length, IReadOnlyList<ReplacementWarning> Warnings);

/// <summary>What became of a map. It speaks of the bytes alone; modes and times are not a change.</summary>
internal enum ReplacementOutcome
{
    /// <summary>The map held these bytes already and keeps them.</summary>
    Unchanged,

    /// <summary>The map is new.</summary>
    Written,

    /// <summary>Only asked: the map is missing or holds other bytes. Nothing was written.</summary>
    WouldChange,
}

/// <summary>What an administrator should know about a map although it was written.</summary>
internal enum ReplacementWarning
{
    /// <summary>
    /// The old map has other hard links, which keep the old content. Its modification time was moved, so that daemons restart
    /// (docs/formats/map-types.md#how-daemons-notice-a-change).
    /// </summary>
    HardLinks,

    /// <summary>The old map has other hard links, and daemons that hold it open cannot notice the new one: the map is lmdb,
    /// or the modification time could not be moved. It takes a <c>postfix reload</c>.</summary>
    HardLinksNeedReload,

    /// <summary>The owner or group of the old map could not be kept. A group that changed reads no more than others do.</summary>
    OwnerNotKept,

    /// <summary>The access control list or another attribute of the old file could not be kept.</summary>
    AttributesNotKept,

    /// <summary>The file is a mount point, as single files are in containers: it was written in place, under its lock.</summary>
    WrittenInPlace,

    /// <summary>The map was readable by more people than the credential table it is made from. It no longer is (asked only:
    /// it would no longer be).</summary>
    ModeNarrowed,
}
