using System.Buffers;
using System.Globalization;
using System.Text;
using MapKit.Diagnostics;

namespace MapKit.Cli.Rendering;

/// <summary>The line that a finding stands on, safe on a terminal, and the line of carets below it.</summary>
/// <param name="Line">The start of the physical line: a tab is a space, other control bytes and broken UTF-8 are <c>\xNN</c>.</param>
/// <param name="CaretIndent">Characters before the carets.</param>
/// <param name="CaretCount">Number of carets.</param>
internal sealed record SourceExcerpt(string Line, int CaretIndent, int CaretCount)
{
    private const int Limit = 160;

    /// <summary>Reads the line back from the file.</summary>
    /// <returns>The line; null if it is not there any more, or too long for a person.</returns>
    public static SourceExcerpt? Of(Diagnostic diagnostic)
    {
        if (diagnostic.Place is not { Span.Length: > 0 } place || place.Column > Limit) return null;
        try
        {
            if (!CanBeReadAgain(diagnostic.Path)) return null;
            using var file = File.OpenHandle(diagnostic.Path);
            var before = Encoding.UTF8.GetMaxByteCount(place.Column);
            var start = Math.Max(0, place.Span.Start - before);
            var bytes = new byte[before + Limit];
            var read = bytes.AsSpan(0, RandomAccess.Read(file, bytes, start));
            var at = (int)(place.Span.Start - start);
            if (at > read.Length) return null;
            var line = read[(read[..at].LastIndexOf((byte)'\n') + 1)..];
            var end = line.IndexOf((byte)'\n');
            return Of(end < 0 ? line : line[..end], place.Column, place.EndColumn);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The finding has been told; the picture is a courtesy.
            return null;
        }
    }

    /// <summary>A pipe has been read to its end, and to open it once more may be to wait for ever. It has no length.</summary>
    private static bool CanBeReadAgain(string path)
    {
        var file = new FileInfo(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path);
        return file is { Exists: true, Length: > 0 };
    }

    private static SourceExcerpt Of(ReadOnlySpan<byte> line, int column, int endColumn)
    {
        var text = new StringBuilder();
        var (from, to) = (0, 0);
        for (var current = 1; !line.IsEmpty && text.Length < Limit + column; current++)
        {
            if (current == column) from = text.Length;
            if (current == endColumn) to = text.Length;

            var status = Rune.DecodeFromUtf8(line, out var rune, out var consumed);
            if (status != OperationStatus.Done || (Rune.IsControl(rune) && rune.Value != '\t'))
            {
                // An end of line that the file has and no editor shows.
                if (!line.SequenceEqual("\r"u8)) text.Append(CultureInfo.InvariantCulture, $"\\x{line[0]:X2}");
                consumed = 1;
            }
            else
            {
                text.Append(rune.Value == '\t' ? " " : rune.ToString());
            }

            line = line[consumed..];
        }

        if (from == 0 && column > 1) from = text.Length;
        if (to <= from) to = Math.Max(text.Length, from + 1);
        if (endColumn <= column) to = from + 1;
        return new SourceExcerpt(line.IsEmpty ? text.ToString() : text.Append('…').ToString(), from, to - from);
    }
}
