using System.Formats.Tar;
using System.IO.Compression;

namespace MapKit.Web.Worker;

/// <summary>The files of a .tar or .tar.gz.</summary>
internal static class Archive
{
    /// <summary>Maximum size of all files together: a small archive may contain very much.</summary>
    private const long LargestContent = 512 << 20;

    /// <summary>Whether a file is one, by its name.</summary>
    public static bool IsArchive(string name) =>
        name.EndsWith(".tar", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".tar.gz", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".tgz", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads an archive. Links are followed to files in it.</summary>
    /// <param name="content">Its bytes.</param>
    /// <exception cref="InvalidDataException">It is damaged, or has too much in it.</exception>
    public static List<KeyValuePair<string, ReadOnlyMemory<byte>>> Read(byte[] content)
    {
        Stream stream = new MemoryStream(content, writable: false);
        if (content is [0x1f, 0x8b, ..]) stream = new GZipStream(stream, CompressionMode.Decompress);
        var files = new List<KeyValuePair<string, ReadOnlyMemory<byte>>>();
        var links = new List<(string Name, string Target)>();
        var total = 0L;
        using var reader = new TarReader(stream);
        while (reader.GetNextEntry() is { } entry)
        {
            if (entry.EntryType is TarEntryType.SymbolicLink or TarEntryType.HardLink) links.Add((entry.Name, TargetOf(entry)));
            if (entry.DataStream is not { } data || entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile)) continue;
            total += entry.Length;
            if (total > LargestContent) throw new InvalidDataException($"the archive has more than {LargestContent >> 20} MB in it");
            var copy = new byte[entry.Length];
            data.ReadExactly(copy);
            files.Add(KeyValuePair.Create(entry.Name, (ReadOnlyMemory<byte>)copy));
        }

        foreach (var (name, target) in links)
        {
            if (files.Find(file => Plain(file.Key) == target) is { Key: not null } found) files.Add(KeyValuePair.Create(name, found.Value));
        }

        return files;
    }

    private static string TargetOf(TarEntry entry) => Plain(
        entry.EntryType == TarEntryType.HardLink || entry.LinkName.StartsWith('/') ? entry.LinkName : Path.Join(Path.GetDirectoryName(entry.Name), entry.LinkName));

    private static string Plain(string name) => Path.GetFullPath("/" + name).TrimStart('/');
}
