using System.IO.Compression;

namespace MapKit.Web.Worker;

/// <summary>The files of a .tar or .tar.gz.</summary>
internal static class Archive
{
    /// <summary>Maximum size of an archive without compression: a small one may contain very much.</summary>
    private const int LargestContent = 512 << 20;

    /// <summary>Whether a file is one, by its name.</summary>
    public static bool IsArchive(string name) =>
        name.EndsWith(".tar", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".tar.gz", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".tgz", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads an archive. Links are followed to files in it.</summary>
    /// <param name="content">Its bytes.</param>
    /// <exception cref="InvalidDataException">It is damaged, or has too much in it.</exception>
    public static List<KeyValuePair<string, ReadOnlyMemory<byte>>> Read(byte[] content)
    {
        var files = new List<KeyValuePair<string, ReadOnlyMemory<byte>>>();
        var links = new List<TarEntry>();
        foreach (var entry in TarEntries.Read(content is [0x1f, 0x8b, ..] ? Unzipped(content) : content))
        {
            if (entry.Target is null) files.Add(KeyValuePair.Create(entry.Name, entry.Content));
            else links.Add(entry);
        }

        foreach (var link in links)
        {
            var target = Plain(link.IsHardLink || link.Target!.StartsWith('/') ? link.Target! : Path.Join(Path.GetDirectoryName(link.Name), link.Target));
            if (files.Find(file => Plain(file.Key) == target) is { Key: not null } found) files.Add(KeyValuePair.Create(link.Name, found.Value));
        }

        return files;
    }

    private static byte[] Unzipped(byte[] content)
    {
        using var zipped = new GZipStream(new MemoryStream(content, writable: false), CompressionMode.Decompress);
        var plain = new MemoryStream();
        var buffer = new byte[1 << 16];
        while (zipped.Read(buffer) is > 0 and var count)
        {
            if (plain.Length + count > LargestContent) throw new InvalidDataException($"the archive has more than {LargestContent >> 20} MB in it");
            plain.Write(buffer, 0, count);
        }

        return plain.ToArray();
    }

    private static string Plain(string name) => Path.GetFullPath("/" + name).TrimStart('/');
}
