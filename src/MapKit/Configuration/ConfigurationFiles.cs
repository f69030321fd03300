using MapKit.Platform;

namespace MapKit.Configuration;

/// <summary>
/// The files of a configuration that are not in their places: from an archive, a backup or a form. Each gets the path that it has on its
/// system, which main.cf tells: its folder is /etc/postfix unless the names say otherwise.
/// </summary>
public sealed class ConfigurationFiles
{
    private const string MainName = "main.cf";
    private const string SystemFolder = "etc";
    private const string DefaultFolder = "etc/postfix";

    /// <summary>The folders that contain configurations, where the names begin at the root of a system.</summary>
    private static readonly string[] TopFolders = [SystemFolder, "usr", "opt"];

    private readonly Dictionary<string, ReadOnlyMemory<byte>> _files;

    private ConfigurationFiles(string directory, IReadOnlyList<string> others, Dictionary<string, ReadOnlyMemory<byte>> files)
    {
        Directory = directory;
        Others = others;
        _files = files;
    }

    /// <summary>The folder of main.cf on its system, such as <c>/etc/postfix</c>.</summary>
    public string Directory { get; }

    /// <summary>The other main.cf among the files, by the names that were given: of copies, or of further instances. They are not used.</summary>
    public IReadOnlyList<string> Others { get; }

    /// <summary>The files by their paths on that system.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Files => _files;

    /// <summary>Finds the place of each file.</summary>
    /// <param name="files">The files by name: <c>main.cf</c>, <c>postfix/main.cf</c>, <c>etc/aliases</c>. A name with <c>..</c> is ignored.</param>
    /// <exception cref="ConfigurationException">There is no main.cf among them.</exception>
    public static ConfigurationFiles Create(IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>> files)
    {
        var named = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var (name, content) in files)
        {
            if (PlainName(name) is { } plain) named[plain] = content;
        }

        // The usual place first. A backup may contain copies deeper in it.
        string[] candidates = [.. named.Keys.Where(name => name == MainName || name.EndsWith("/" + MainName, StringComparison.Ordinal))
            .OrderByDescending(static name => name == $"{DefaultFolder}/{MainName}")
            .ThenByDescending(static name => name.EndsWith($"/{DefaultFolder}/{MainName}", StringComparison.Ordinal))
            .ThenBy(static name => (name.Count(static character => character == '/'), name))];
        if (candidates is not [var main, .. var others]) throw new ConfigurationException($"there is no {MainName} among the files");
        var folder = main[..^MainName.Length].TrimEnd('/');
        var (from, to) = MoveOf(folder);
        var moved = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var (name, content) in named)
        {
            var rest = from.Length == 0 ? name : name.StartsWith(from + "/", StringComparison.Ordinal) ? name[(from.Length + 1)..] : null;
            if (rest is not null) moved[Join(to, rest)] = content;
        }

        return new ConfigurationFiles(Join(to, folder[from.Length..].TrimStart('/')), others, moved);
    }

    /// <summary>
    /// Writes the files below a folder, each at its path on its system, so that the configuration can be read with
    /// <see cref="MainConfigurationOptions.FilesBelow"/>. In a browser, every folder is in memory.
    /// </summary>
    /// <param name="root">The folder in place of the root of that system: a new one, which nothing else uses.</param>
    /// <returns>The folder of main.cf below it.</returns>
    /// <exception cref="IOException">They cannot be written, or a name is that of a file and of a folder.</exception>
    public string WriteTo(string root)
    {
        ArgumentNullException.ThrowIfNull(root);
        if (FoldersOf(_files.Keys).FirstOrDefault(_files.ContainsKey) is { } both) throw new IOException($"{both}: is a file and a folder among the files");
        foreach (var (path, content) in _files)
        {
            var file = root.TrimEnd('/') + path;
            WholeFile.Write(file, content.Span);
        }

        return root.TrimEnd('/') + Directory;
    }

    /// <summary>The folder among the names whose place on the system is known, and that place.</summary>
    private static (string From, string To) MoveOf(string folder)
    {
        string[] parts = folder.Length == 0 ? [] : folder.Split('/');
        if (parts.Length > 0 && TopFolders.Contains(parts[0])) return ("", "/");
        var system = Array.IndexOf(parts, SystemFolder);
        if (system > 0) return (string.Join('/', parts[..system]), "/");
        return parts is [.., "postfix"] ? (string.Join('/', parts[..^1]), "/" + SystemFolder) : (folder, "/" + DefaultFolder);
    }

    private static HashSet<string> FoldersOf(IEnumerable<string> paths)
    {
        var folders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            for (var end = path.LastIndexOf('/'); end > 0 && folders.Add(path[..end]); end = path.LastIndexOf('/', end - 1)) { }
        }

        return folders;
    }

    private static string Join(string folder, string name) => name.Length == 0 ? folder : folder.TrimEnd('/') + "/" + name;

    /// <summary>A name without a leading slash and dots; null if it leads out of its folder or to no file.</summary>
    private static string? PlainName(string name)
    {
        if (name.Length == 0 || name.EndsWith('/')) return null;
        string[] parts = [.. name.Split('/').Where(static part => part is not ("" or "."))];
        return parts.Length == 0 || parts.Contains("..") || name.Contains('\0', StringComparison.Ordinal) ? null : string.Join('/', parts);
    }
}
