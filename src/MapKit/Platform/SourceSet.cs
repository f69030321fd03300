namespace MapKit.Platform;

/// <summary>The sources of one run, which no map of that run may replace. Their status is read at the first use.</summary>
/// <param name="paths">Their paths. Paths that are not files are ignored.</param>
internal sealed class SourceSet(IEnumerable<string> paths)
{
    private readonly IReadOnlyList<string> _paths = [.. paths];
    private HashSet<FileIdentity>? _files;

    /// <summary>Whether a file is one of them.</summary>
    public bool Contains(FileIdentity file) => (_files ??= Read()).Contains(file);

    private HashSet<FileIdentity> Read()
    {
        var files = new HashSet<FileIdentity>();
        if (!LibC.IsSupported) return files;
        foreach (var path in _paths)
        {
            if (FileStatus.TryAt(path) is { } status) files.Add(status.Identity);
        }

        return files;
    }
}
