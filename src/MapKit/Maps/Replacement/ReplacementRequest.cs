using MapKit.Platform;
using MapKit.Postfix;

namespace MapKit.Maps.Replacement;

/// <summary>Which map to replace, and how.</summary>
internal sealed record ReplacementRequest
{
    /// <summary>The map file. A symbolic link stays; the file it points to is replaced.</summary>
    public required string Path { get; init; }

    /// <summary>Bytes at the start of the file that come last (<see cref="MapEngine.HeaderLength"/>).</summary>
    public required int HeaderLength { get; init; }

    /// <summary>The lock that Postfix's writers of this map type take.</summary>
    public required MapLock Lock { get; init; }

    /// <summary>
    /// The new content is made from the old: nobody else changes the map until it is replaced, and if someone did all the
    /// same <see cref="MapReplacement.TryCommit"/> says so.
    /// </summary>
    public bool IsUpdate { get; init; }

    /// <summary>What is replaced has to be a map, or empty (<see cref="ReplacementGuard"/>).</summary>
    public bool ReplacesOnlyMaps { get; init; }

    /// <summary>Replaces whatever is there, also a source or what is not a map.</summary>
    public bool Force { get; init; }

    /// <summary>The file that the map is made from, which it does not replace; null for none.</summary>
    public FileIdentity? SourceFile { get; init; }

    /// <summary>The sources of other tables of the same run, which it does not replace either.</summary>
    public SourceSet? OtherSources { get; init; }

    /// <summary>The source, or null when there is none.</summary>
    public SourceIdentity? Source { get; init; }

    /// <summary>As root, work with the rights of the source's owner and make a new map theirs (postmap without <c>-o</c>).</summary>
    public bool KeepSourceOwner { get; init; } = true;

    /// <summary>
    /// As root, work with the rights of the owner of the file that is replaced, or of the one that a new file will have
    /// (<see cref="FileSystemIdentity.OwnerOfFile"/>), unless there is a source whose owner has other rights than root.
    /// </summary>
    public bool AsOwnerOfFile { get; init; }

    /// <summary>A new map is readable by those who may read the source (postmap without <c>-p</c>).</summary>
    public bool KeepSourcePermissions { get; init; } = true;

    /// <summary>
    /// A replaced map keeps owner and mode. If not, they are made anew, as postmap does with a cdb map, which is a new file each
    /// time (docs/formats/map-ownership.md#existing-maps).
    /// </summary>
    public bool KeepMapOwnerAndMode { get; init; } = true;

    /// <summary>It is a source that is edited, and not a map: also an empty one keeps owner and mode.</summary>
    public bool IsSource { get; init; }

    /// <summary>The content is digested on its way, for <see cref="MapReplacement.StampOf"/>.</summary>
    public bool WithDigest { get; init; }

    /// <summary>The map of which a new one is a conversion: it gets that one's owner and permissions. Null where there is none.</summary>
    public AccessList? Predecessor { get; init; }

    /// <summary>The Postfix that is followed in whose group a new map of root's gets.</summary>
    public PostfixVersion Version { get; init; }

    /// <summary>The source is a credential table: the map, new or old, is never readable by more people than the source.</summary>
    public bool Secret { get; init; }

    /// <summary>Only say whether the map would change. Nothing is written.</summary>
    public bool CheckOnly { get; init; }

    /// <summary>What the old map is locked for.</summary>
    public LockUse Use => CheckOnly ? LockUse.Look : IsUpdate ? LockUse.Update : LockUse.Replace;

    /// <summary>Called before the map takes its place, or stays in it as what would be written. What it throws prevents that.</summary>
    public Action? BeforeCommit { get; init; }

    /// <summary>Told how many bytes have been written, or compared, and how many there will be in all, or 0.</summary>
    public Action<long, long>? OnWritten { get; init; }

    /// <summary>Called on the calling thread while another program holds the lock: after a second, then every five.</summary>
    public Action<HeldLock>? OnWaiting { get; init; }

    /// <summary>
    /// Gives up. Cancelling removes the temporary file before <see cref="CancellationTokenSource.Cancel()"/> returns,
    /// so that a signal handler may cancel and exit.
    /// </summary>
    public CancellationToken Cancellation { get; init; }
}
