using System.Text.Unicode;
using MapKit.Diagnostics;
using MapKit.Source;

namespace MapKit.Linting.Sources;

/// <summary>Recognises sources that are not text: encrypted, compressed, in UTF-16, or of another program.</summary>
internal static class NotText
{
    /// <summary>The number of bytes that are examined.</summary>
    public const int Examined = 4096;

    private const int Shortest = 16;

    /// <summary>The share of control characters, of which text has nearly none and random bytes have a tenth.</summary>
    private const int ControlShare = 20;

    /// <summary>The finding of a source that is not text, or null.</summary>
    /// <param name="path">Its name.</param>
    /// <param name="start">Its first bytes.</param>
    public static Diagnostic? Find(string path, ReadOnlySpan<byte> start)
    {
        if (ForeignContent.Recognise(start) is var (what, help)) return Create(path, what, help);
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || start.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return Create(path, "the file is UTF-16", "save it as UTF-8");
        if (start.Length < Shortest) return null;
        var control = 0;
        foreach (var value in start)
        {
            if (value < ' ' && value is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f' or (byte)'\v')) control++;
        }

        return control * ControlShare > start.Length && (start.Contains((byte)0) || !Utf8.IsValid(start))
            ? Create(path, "the file is not text", "install the text of the table in its place")
            : null;
    }

    private static Diagnostic Create(string path, string what, string help) =>
        new(Rules.NotText, path, null, $"{what}; Postfix reads its bytes as lines and finds none of the keys that it looks up", help);
}
