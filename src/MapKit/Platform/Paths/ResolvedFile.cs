namespace MapKit.Platform.Paths;

/// <summary>The file that a path leads to. Its folder is held open until this is disposed.</summary>
/// <param name="path">Its absolute path, free of links.</param>
/// <param name="pin">Holds its folder; null if it cannot be held.</param>
internal sealed class ResolvedFile(string path, IDisposable? pin) : IDisposable
{
    /// <summary>Its absolute path, free of links.</summary>
    public string Path => path;

    /// <inheritdoc/>
    public void Dispose() => pin?.Dispose();
}
