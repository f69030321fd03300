using MapKit.Platform;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Operations.Migrate.Planning;

/// <summary>Finds <c>hash:</c> and <c>btree:</c> in files that Postfix does not read as its configuration: scripts, cron jobs, settings of other programs, copies.</summary>
/// <param name="known">The files of the configuration, which are examined otherwise.</param>
/// <param name="maps">The old maps: a script may copy one by its name.</param>
internal sealed class OtherFiles(IReadOnlySet<string> known, IReadOnlyList<string> maps)
{
    /// <summary>Larger files are data, not settings.</summary>
    private const long LargestFile = 4 << 20;

    private const int DeepestFolder = 8;

    /// <summary>The files and folders beside that of Postfix that often name its tables.</summary>
    private static readonly string[] Neighbours =
        ["cron.d", "cron.daily", "cron.hourly", "cron.weekly", "cron.monthly", "crontab", "mailman3", "mailman", "mailman.cfg", "sympa", "fail2ban", "logrotate.d", "default", "sysconfig"];

    /// <summary>Finds them below the folders of configurations and, where such a folder is called <c>postfix</c>, in the usual files beside it.</summary>
    /// <param name="folders">The folders.</param>
    public IReadOnlyList<RemainingWord> Find(IEnumerable<string> folders)
    {
        var paths = new List<string>();
        foreach (var folder in folders)
        {
            Collect(folder, 0, paths);
            if (Path.GetFileName(folder) != "postfix" || Path.GetDirectoryName(folder) is not { } parent) continue;
            foreach (var name in Neighbours) Collect(Path.Join(parent, name), 0, paths);
        }

        return [.. paths.Distinct().Where(path => !known.Contains(path)).SelectMany(Read)];
    }

    /// <summary>Links to folders are not followed: they may form a cycle, and a table that one leads to is found by its name.</summary>
    private static void Collect(string path, int depth, List<string> paths)
    {
        if (FilePresence.IsRegularFile(path))
        {
            paths.Add(path);
        }
        else if (depth < DeepestFolder && FilePresence.FolderExists(path) && (depth == 0 || new DirectoryInfo(path).LinkTarget is null))
        {
            foreach (var entry in EntriesOf(path)) Collect(entry, depth + 1, paths);
        }
    }

    private static string[] EntriesOf(string folder)
    {
        try
        {
            return [.. Directory.GetFileSystemEntries(folder).Order(StringComparer.Ordinal)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A folder that may not be listed is none of Postfix's.
            return [];
        }
    }

    private readonly string[] _mapNames = [.. maps.Select(map => Path.GetFileName(map)).Distinct()];

    private IEnumerable<RemainingWord> Read(string path)
    {
        byte[] bytes;
        try
        {
            using var file = UnlockedFile.OpenRegular(path);
            if (FileStatus.Read(file).Length is 0 or > LargestFile) return [];
            using var stream = new FileStream(file, FileAccess.Read, bufferSize: 0);
            using var content = new MemoryStream();
            stream.CopyTo(content);
            bytes = content.ToArray();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }

        // Maps and other binary files have a NUL.
        if (bytes.AsSpan().Contains((byte)0)) return [];
        return BerkeleyDbWord.FindAll(bytes).Select(word => (word.Line, word.Text, word.IsComment)).Concat(NamesOfMaps(bytes)).DistinctBy(word => word.Line).OrderBy(word => word.Line)
            .Select(word => new RemainingWord(path, word.Line, SecretMask.ConfigurationText(word.Text), word.IsComment ? RemainingKind.Comment : RemainingKind.OtherFile));
    }

    /// <summary>Lines with the name of an old map, which name no type.</summary>
    private IEnumerable<(int Line, string Text, bool IsComment)> NamesOfMaps(byte[] bytes)
    {
        var text = ByteText.FromBytes(bytes);
        if (!_mapNames.Any(name => text.Contains(name, StringComparison.Ordinal))) yield break;
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (_mapNames.Any(name => Names(line, name))) yield return (number, line.Trim(), line.AsSpan().TrimStart() is ['#', ..]);
        }
    }

    private static bool Names(string line, string name)
    {
        for (var start = line.IndexOf(name, StringComparison.Ordinal); start >= 0; start = line.IndexOf(name, start + 1, StringComparison.Ordinal))
        {
            var end = start + name.Length;
            if ((start == 0 || !IsOfName(line[start - 1])) && (end == line.Length || !IsOfName(line[end]))) return true;
        }

        return false;
    }

    private static bool IsOfName(char value) => char.IsAsciiLetterOrDigit(value) || value is '.' or '-' or '_';
}
