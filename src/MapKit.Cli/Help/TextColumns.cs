using System.Text;
using MapKit.Cli.Rendering;

namespace MapKit.Cli.Help;

/// <summary>Text in a terminal: words are never cut, and no line is longer than the width unless a word is.</summary>
/// <param name="width">The width in columns.</param>
internal sealed class TextColumns(int width)
{
    private const int MostLeft = 24;
    private const int Gap = 2;

    private readonly StringBuilder _text = new();

    /// <summary>Adds an empty line.</summary>
    public void Skip() => _text.Append('\n');

    /// <summary>Adds a paragraph.</summary>
    /// <param name="text">The words.</param>
    /// <param name="indent">Columns before each line.</param>
    /// <param name="hanging">Further columns before each line but the first.</param>
    public void Add(string text, int indent = 0, int hanging = 0)
    {
        var first = true;
        foreach (var line in TerminalText.LinesOf(text, width - indent - hanging))
        {
            _text.Append(' ', indent + (first ? 0 : hanging)).Append(line).Append('\n');
            first = false;
        }
    }

    /// <summary>Adds lines as they are.</summary>
    /// <param name="text">The lines, separated by LF.</param>
    /// <param name="indent">Columns before each line.</param>
    public void AddLines(string text, int indent)
    {
        foreach (var line in text.TrimEnd('\n').Split('\n')) _text.Append(' ', line.Length == 0 ? 0 : indent).Append(line).Append('\n');
    }

    /// <summary>Adds rows of two columns. A left side that is too long gets a separate line.</summary>
    /// <param name="rows">The rows.</param>
    public void Add(IReadOnlyList<(string Left, string Right)> rows)
    {
        var left = rows.Select(row => row.Left.Length).Where(length => length <= MostLeft).DefaultIfEmpty(0).Max();
        var start = 2 + left + Gap;
        foreach (var row in rows)
        {
            _text.Append("  ").Append(row.Left);
            var column = row.Left.Length + 2;
            if (row.Left.Length > left)
            {
                _text.Append('\n');
                column = 0;
            }

            foreach (var line in TerminalText.LinesOf(row.Right, width - start))
            {
                _text.Append(' ', start - column).Append(line).Append('\n');
                column = 0;
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();
}
