using MapKit.Editing;

namespace MapKit.Operations.Graph.Writing;

/// <summary>The lines of a node in a picture, and its size.</summary>
internal sealed class NodeText
{
    private const int TitleColumns = 32;
    private const int DetailColumns = 38;
    private const int MostTitleLines = 3;
    private const int MostDetails = 8;
    private const double TitleColumn = 7.9;
    private const double DetailColumn = 6.65;
    private const double CaptionColumn = 7.7;
    private const double Padding = 14;

    /// <summary>The space above and below the lines.</summary>
    public const double Edge = 10;

    /// <summary>The height of the caption, of a line of the title and of a line of details.</summary>
    public const double CaptionHeight = 15, TitleHeight = 18, DetailHeight = 16;

    /// <summary>Breaks the texts of a node into lines.</summary>
    public NodeText(GraphNode node)
    {
        Caption = node.Caption;
        Title = Break(node.Title, TitleColumns, MostTitleLines);
        var details = node.Details.SelectMany(detail => Break(detail, DetailColumns, 2)).ToArray();
        Details = details.Length > MostDetails ? [.. details.Take(MostDetails - 1), "…"] : details;
        var width = Math.Max(TextWidth.Measure(Caption) * CaptionColumn, Math.Max(Title.Max(TextWidth.Measure) * TitleColumn, Details.Select(line => TextWidth.Measure(line) * DetailColumn).DefaultIfEmpty(0).Max()));
        Size = new Layout.Size(Math.Round(Math.Max(width + (2 * Padding), 96)), (2 * Edge) + CaptionHeight + (Title.Count * TitleHeight) + (Details.Count * DetailHeight));
    }

    /// <summary>What the node is.</summary>
    public string Caption { get; }

    /// <summary>The lines of its name.</summary>
    public IReadOnlyList<string> Title { get; }

    /// <summary>The lines of what else is known.</summary>
    public IReadOnlyList<string> Details { get; }

    /// <summary>The size.</summary>
    public Layout.Size Size { get; }

    /// <summary>The size of a label at an edge.</summary>
    public static Layout.Size LabelSize(string label) => label.Length == 0 ? default : new Layout.Size(Math.Round(TextWidth.Measure(Cut(label, 40)) * 6.1) + 4, 15);

    /// <summary>The first columns of a text; one that is longer ends in an ellipsis.</summary>
    public static string Cut(string text, int columns) => Break(text, columns, 1)[0];

    /// <summary>Breaks a text after a space or a mark, or where the line is full; what does not fit ends in an ellipsis.</summary>
    private static List<string> Break(string text, int columns, int mostLines)
    {
        var lines = new List<string>();
        var rest = text;
        while (TextWidth.Measure(rest) > columns && lines.Count < mostLines)
        {
            var (fits, breaks) = (0, 0);
            var width = 0;
            foreach (var rune in rest.EnumerateRunes())
            {
                width += TextWidth.Measure(rune);
                if (width > columns - (lines.Count == mostLines - 1 ? 1 : 0)) break;
                fits += rune.Utf16SequenceLength;
                if (rune.Value is ' ' or ',' or '/' or ';' or ':' or '@') breaks = fits;
            }

            if (lines.Count == mostLines - 1)
            {
                lines.Add(rest[..fits] + "…");
                return lines;
            }

            var end = breaks > fits / 3 ? breaks : fits;
            lines.Add(rest[..end].TrimEnd());
            rest = rest[end..].TrimStart();
        }

        if (rest.Length > 0 || lines.Count == 0) lines.Add(rest);
        return lines;
    }
}
