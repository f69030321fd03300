namespace MapKit.Maps.Replacement;

/// <summary>Which map to replace, and how.</summary>
internal sealed record ReplacementRequest
{
    /// <summary>The map file. A symbolic link stays; the file it points to is replaced.</summary>
    public required string Path { get; init; }

    /// <summary>Bytes at the start of the file that come last (<see cref="IMapFormat.HeaderLength"/>).</summary>
    public required int HeaderLength { get; init; }

    /// <summary>The lock that Postfix's writers of this map type take.</summary>
    public required MapLock Lock { get; init; }

    /// <summary>The source file, or null when it is no regular file (standard input).</summary>
    public SourceIdentity? Source { get; init; }

    /// <summary>As root, work with the rights of the source's owner and make a new map theirs (postmap without <c>-o</c>).</summary>
    public bool KeepSourceOwner { get; init; } = true;

    /// <summary>A new map is readable by those who may read the source (postmap without <c>-p</c>).</summary>
    public bool KeepSourcePermissions { get; init; } = true;

    /// <summary>The source is a credential table: the map, new or old, is never readable by more people than the source.</summary>
    public bool Secret { get; init; }

    /// <summary>Only say whether the map would change. Nothing is written.</summary>
    public bool CheckOnly { get; init; }

    /// <summary>Called once, on the calling thread, when another program has held the lock for a second.</summary>
    public Action? OnWaiting { get; init; }

    /// <summary>
    /// Gives up. Cancelling removes the temporary file before <see cref="CancellationTokenSource.Cancel()"/> returns,
    /// so that a signal handler may cancel and exit.
    /// </summary>
    public CancellationToken Cancellation { get; init; }
}
