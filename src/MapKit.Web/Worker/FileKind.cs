using System.Text;
using MapKit.Maps;
using MapKit.Web.Model;

namespace MapKit.Web.Worker;

/// <summary>What a file is, by its content and its name; and what to do with one that the page does not open.</summary>
internal static class FileKind
{
    private const string MakeArchive = "Make a .tar.gz: tar czf postfix.tar.gz -C /etc postfix";
    private const int TarMark = 257;

    /// <summary>Formats that are neither maps nor texts, by their first bytes.</summary>
    private static readonly (byte[] Start, string Format, string Remedy)[] Others =
    [
        ("BZh"u8.ToArray(), "a file compressed by bzip2", MakeArchive),
        ([0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0], "a file compressed by xz", MakeArchive),
        ([0x28, 0xb5, 0x2f, 0xfd], "a file compressed by zstd", MakeArchive),
        ([(byte)'7', (byte)'z', 0xbc, 0xaf, 0x27, 0x1c], "a 7-Zip archive", MakeArchive),
        ([(byte)'P', (byte)'K', 3, 4], "a ZIP archive", $"Unpack it and choose the folder. {MakeArchive}"),
        ([0x89, (byte)'P', (byte)'N', (byte)'G'], "a picture", Choose),
        ([0xff, 0xd8, 0xff], "a picture", Choose),
        ("GIF8"u8.ToArray(), "a picture", Choose),
        ("%PDF"u8.ToArray(), "a PDF document", Choose),
        ([0x7f, (byte)'E', (byte)'L', (byte)'F'], "a program", Choose),
    ];

    private const string Choose = "Choose a map, a table, or a configuration";

    /// <summary>What a file is.</summary>
    public static FileKindView Of(string name, byte[] content)
    {
        if (Path.GetFileName(name) == "main.cf") return new FileKindView(FileKindView.Configuration, null);
        if (content.Length == 0 && MapTypes.SourceNameOf(name) is not null) return Refused($"{name}: the file is empty, which is not a map");
        if (RefusalOf(name, content) is { } refusal) return Refused(refusal);
        if (IsArchive(name, content)) return new FileKindView(FileKindView.Archive, null);
        if (MapTypes.SourceNameOf(name) is not null || MapFile.IsMap(content.AsSpan(0, Math.Min(content.Length, MapFile.RecognisedBy)), content.Length)) return new FileKindView(FileKindView.Map, null);
        return new FileKindView(FileKindView.Source, null);
    }

    /// <summary>Whether a file is an archive, by its content, whatever its name; or by its name.</summary>
    public static bool IsArchive(string name, byte[] content) => IsGzip(content) || IsTar(content) || Archive.IsNamed(name);

    /// <summary>Why a file is opened in no way; null if it may be.</summary>
    public static string? RefusalOf(string name, byte[] content)
    {
        foreach (var (start, format, remedy) in Others)
        {
            if (content.AsSpan().StartsWith(start)) return $"{name} is {format}, which this page does not read. {remedy}.";
        }

        if (!Archive.IsNamed(name) || IsGzip(content) || IsTar(content)) return null;
        return content.Length == 0 ? $"{name}: the archive is empty. {MakeArchive}." : $"{name} has the name of an archive, but is none. {MakeArchive}.";
    }

    private static bool IsGzip(byte[] content) => content is [0x1f, 0x8b, ..];

    private static bool IsTar(byte[] content) => content.Length > TarMark + 5 && Encoding.ASCII.GetString(content, TarMark, 5) == "ustar";

    private static FileKindView Refused(string refusal) => new("", refusal);
}
