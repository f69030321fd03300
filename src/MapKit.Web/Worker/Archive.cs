using System.IO.Compression;

namespace MapKit.Web.Worker;

/// <summary>The files of a .tar or .tar.gz.</summary>
internal static class Archive
{
    /// <summary>Maximum size of an archive without compression: a small one may contain very much.</summary>
    private const int LargestContent = 512 << 20;

    /// <summary>Maximum number of files, those that links lead to included.</summary>
    private const int MostFiles = 200_000;

    private static readonly string[] Suffixes = [".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".tar.zst"];

    /// <summary>Whether a file is one, by its name.</summary>
    public static bool IsNamed(string name) => Array.Exists(Suffixes, suffix => name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads an archive. Links are followed to files and folders in it.</summary>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="content">Its bytes.</param>
    /// <exception cref="InvalidDataException">It is damaged, or has too much in it; the message says so in words.</exception>
    public static List<KeyValuePair<string, ReadOnlyMemory<byte>>> Read(string name, byte[] content)
    {
        var files = new List<KeyValuePair<string, ReadOnlyMemory<byte>>>();
        var links = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in TarEntries.Read(content is [0x1f, 0x8b, ..] ? Unzipped(name, content) : content, name))
        {
            if (files.Count + links.Count > MostFiles) throw new InvalidDataException($"{name}: the archive has more than {MostFiles} files in it");
            if (entry.Target is null) files.Add(KeyValuePair.Create(entry.Name, entry.Content));
            else links[ArchiveLinks.Plain(entry.Name)] = ArchiveLinks.Plain(entry.IsHardLink || entry.Target.StartsWith('/') ? entry.Target : Path.Join(Path.GetDirectoryName(entry.Name), entry.Target));
        }

        if (files.Count == 0) throw new InvalidDataException($"{name}: the archive has no files in it");
        if (links.Count > 0) files.AddRange(new ArchiveLinks(files, links).Files(MostFiles));
        return files;
    }

    private static byte[] Unzipped(string name, byte[] content)
    {
        var plain = new MemoryStream();
        try
        {
            using var zipped = new GZipStream(new MemoryStream(content, writable: false), CompressionMode.Decompress);
            var buffer = new byte[1 << 16];
            while (zipped.Read(buffer) is > 0 and var count)
            {
                if (plain.Length + count > LargestContent) throw new IOException($"{name}: the archive has more than {LargestContent >> 20} MB in it");
                plain.Write(buffer, 0, count);
            }
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"{name}: the compressed data are damaged or end early", exception);
        }
        catch (IOException exception)
        {
            throw new InvalidDataException(exception.Message, exception);
        }

        if (plain.Length == 0) throw new InvalidDataException($"{name}: the compressed data are damaged or end early");
        return plain.ToArray();
    }
}
