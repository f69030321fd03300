using System.Globalization;
using System.Text;
using DiffPlex;
using DiffPlex.Model;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Cli.Rendering;

/// <summary>The change of a source as a unified diff with three lines of context, its secrets masked.</summary>
internal static class UnifiedDiff
{
    private const int Context = 3;
    private const string NoNewline = "\\ No newline at end of file";

    /// <summary>A diff without colours, its bytes as in the source; empty if the texts are equal.</summary>
    /// <param name="path">The name of the source.</param>
    /// <param name="before">Its bytes before the change.</param>
    /// <param name="after">Its bytes after it.</param>
    /// <param name="mask">The mask of its secrets.</param>
    public static ReadOnlyMemory<byte> Text(string path, ReadOnlySpan<byte> before, ReadOnlySpan<byte> after, SecretMask mask)
    {
        using var text = new MemoryStream();
        using (var plain = new CommandEnvironment(Stream.Null, text, Stream.Null, outputIsTerminal: false, errorIsTerminal: false, static _ => null) { Colors = ColorChoice.Never })
        {
            Write(plain, path, before, after, mask);
        }

        return text.ToArray();
    }

    /// <summary>Writes a diff; nothing if the texts are equal.</summary>
    /// <param name="environment">Where to. In colours or on a terminal, control characters are escaped; elsewhere the bytes are as in the source.</param>
    /// <param name="path">The name of the source.</param>
    /// <param name="before">Its bytes before the change.</param>
    /// <param name="after">Its bytes after it.</param>
    /// <param name="mask">The mask of its secrets.</param>
    public static void Write(CommandEnvironment environment, string path, ReadOnlySpan<byte> before, ReadOnlySpan<byte> after, SecretMask mask)
    {
        if (before.SequenceEqual(after)) return;
        var result = Differ.Instance.CreateDiffs(ByteText.FromBytes(before), ByteText.FromBytes(after), ignoreWhiteSpace: false, ignoreCase: false, new Lines());
        var (old, changed, blocks) = (result.PiecesOld, result.PiecesNew, result.DiffBlocks);
        environment.Output.WriteLine($"--- {path}");
        environment.Output.WriteLine($"+++ {path}");
        for (var first = 0; first < blocks.Count;)
        {
            var last = first;
            while (last + 1 < blocks.Count && blocks[last + 1].DeleteStartA - EndOf(blocks[last]) <= 2 * Context) last++;
            WriteHunk(environment, old, changed, [.. blocks.Skip(first).Take(last - first + 1)], mask);
            first = last + 1;
        }
    }

    private static int EndOf(DiffBlock block) => block.DeleteStartA + block.DeleteCountA;

    private static void WriteHunk(CommandEnvironment environment, IReadOnlyList<string> old, IReadOnlyList<string> changed, DiffBlock[] blocks, SecretMask mask)
    {
        var start = Math.Max(0, blocks[0].DeleteStartA - Context);
        var end = Math.Min(old.Count, EndOf(blocks[^1]) + Context);
        var newStart = blocks[0].InsertStartB - (blocks[0].DeleteStartA - start);
        var newCount = end - start + blocks.Sum(block => block.InsertCountB - block.DeleteCountA);
        environment.Output.WriteLine(environment.Paint(string.Create(CultureInfo.InvariantCulture, $"@@ -{Range(start, end - start)} +{Range(newStart, newCount)} @@"), AnsiColor.Cyan));
        var line = start;
        foreach (var block in blocks)
        {
            for (; line < block.DeleteStartA; line++) WriteText(environment, ' ', old[line], mask);
            for (; line < EndOf(block); line++) WriteText(environment, '-', old[line], mask);
            for (var added = 0; added < block.InsertCountB; added++) WriteText(environment, '+', changed[block.InsertStartB + added], mask);
        }

        for (; line < end; line++) WriteText(environment, ' ', old[line], mask);
    }

    private static string Range(int start, int count) => string.Create(CultureInfo.InvariantCulture, $"{(count == 0 ? start : start + 1)},{count}");

    private static void WriteText(CommandEnvironment environment, char sign, string line, SecretMask mask)
    {
        var hasEnd = line.EndsWith('\n');
        var shown = mask.SourceLine(Encoding.Latin1.GetBytes(hasEnd ? line[..^1] : line));
        var color = sign switch { '-' => AnsiColor.Red, '+' => AnsiColor.Green, _ => AnsiColor.None };
        if (environment.OutputIsTerminal || environment.PaintsOutput) environment.Output.WriteLine(environment.Paint(sign + DisplayText.Escape(shown.Span, int.MaxValue), color));
        else environment.Output.Write([(byte)sign, .. shown.Span, (byte)'\n']);
        if (!hasEnd) environment.Output.WriteLine(NoNewline);
    }

    /// <summary>Lines with their LF. Nothing else ends a line of a source.</summary>
    private sealed class Lines : IChunker
    {
        public IReadOnlyList<string> Chunk(string text)
        {
            var lines = new List<string>();
            for (var start = 0; start < text.Length;)
            {
                var end = text.IndexOf('\n', start) is var newline and >= 0 ? newline + 1 : text.Length;
                lines.Add(text[start..end]);
                start = end;
            }

            return lines;
        }
    }
}
