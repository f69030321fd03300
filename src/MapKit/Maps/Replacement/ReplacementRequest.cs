using MapKit.Platform;
using MapKit.Platform.Locks;
using MapKit.Postfix;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Maps.Replacement;

/// <summary>Which map to replace, and how.</summary>
internal sealed record ReplacementRequest
{
    /// <summary>The map file. A symbolic link is kept; the file it points to is replaced.</summary>
    public required string Path { get; init; }

    /// <summary>Bytes at the start of the file that are written last (<see cref="MapEngine.HeaderLength"/>).</summary>
    public required int HeaderLength { get; init; }

    /// <summary>The lock that Postfix's writers of this map type take.</summary>
    public required MapLock Lock { get; init; }

    /// <summary>
    /// The new content is derived from the old: no other program may change the map until it is replaced, and if one did,
    /// <see cref="MapReplacement.TryCommit"/> reports it.
    /// </summary>
    public bool IsUpdate { get; init; }

    /// <summary>The replaced file must be a map, or empty (<see cref="ReplacementGuard"/>).</summary>
    public bool ReplacesOnlyMaps { get; init; }

    /// <summary>Replaces any file, including a source or a file that is not a map.</summary>
    public bool Force { get; init; }

    /// <summary>The input file of the map, which the map must not replace; null for none.</summary>
    public FileIdentity? SourceFile { get; init; }

    /// <summary>The path of that file; null if it is not known. Temporary files of killed edits beside it are removed.</summary>
    public string? SourcePath { get; init; }

    /// <summary>The sources of other tables of the same run, which it must not replace either.</summary>
    public SourceSet? OtherSources { get; init; }

    /// <summary>The source, or null if there is none.</summary>
    public SourceIdentity? Source { get; init; }

    /// <summary>As root, work with the rights of the source's owner and make a new map theirs (postmap without <c>-o</c>).</summary>
    public bool KeepSourceOwner { get; init; } = true;

    /// <summary>
    /// As root, work with the rights of the owner of the replaced file, or of the future owner of a new file
    /// (<see cref="FileSystemIdentity.OwnerOfFile"/>), unless there is a source whose owner has other rights than root.
    /// </summary>
    public bool AsOwnerOfFile { get; init; }

    /// <summary>A new map is readable by those who may read the source (postmap without <c>-p</c>).</summary>
    public bool KeepSourcePermissions { get; init; } = true;

    /// <summary>
    /// A replaced map keeps owner and mode. If not, they are determined again, as postmap does with a cdb map, which is a new file each
    /// time (docs/formats/map-ownership.md#existing-maps).
    /// </summary>
    public bool KeepMapOwnerAndMode { get; init; } = true;

    /// <summary>It is an edited source, not a map: an empty one also keeps owner and mode.</summary>
    public bool IsSource { get; init; }

    /// <summary>The content is digested while it is written, for <see cref="MapReplacement.StampOf"/>.</summary>
    public bool WithDigest { get; init; }

    /// <summary>The map of which a new one is a conversion: it gets that one's owner and permissions. Null if there is none.</summary>
    public AccessList? Predecessor { get; init; }

    /// <summary>The Postfix version that determines the group of a new root-owned map.</summary>
    public PostfixVersion Version { get; init; }

    /// <summary>The source is a credential table: the map, new or old, is never readable by more users than the source.</summary>
    public bool Secret { get; init; }

    /// <summary>Only check whether the map would change. Nothing is written.</summary>
    public bool CheckOnly { get; init; }

    /// <summary>The purpose of locking the old map.</summary>
    public LockUse Use => CheckOnly ? LockUse.Look : IsUpdate ? LockUse.Update : LockUse.Replace;

    /// <summary>Called before the map is put in place, or kept as identical. An exception prevents that.</summary>
    public Action? BeforeCommit { get; init; }

    /// <summary>Called with the complete new file just before it is put in place. An exception prevents that.</summary>
    public Action<SafeFileHandle>? OnReady { get; init; }

    /// <summary>Receives the number of bytes written or compared, and the total number, or 0.</summary>
    public Action<long, long>? OnWritten { get; init; }

    /// <summary>Called on the calling thread while another program holds the lock: after a second, then every five.</summary>
    public Action<HeldLock>? OnWaiting { get; init; }

    /// <summary>
    /// Cancels the work. Cancelling removes the temporary file before <see cref="CancellationTokenSource.Cancel()"/> returns,
    /// so that a signal handler may cancel and exit.
    /// </summary>
    public CancellationToken Cancellation { get; init; }
}
