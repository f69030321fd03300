using System.Text;

namespace MapKit.Compare;

/// <summary>A table of text whose columns are as wide as what they hold; it is Markdown as well.</summary>
internal sealed class Columns
{
    private readonly List<string[]> _rows = [];

    /// <summary>Begins a table.</summary>
    /// <param name="headings">The first row.</param>
    public Columns(params string[] headings) => _rows.Add(headings);

    /// <summary>Adds a row.</summary>
    public void Add(params string[] cells) => _rows.Add(cells);

    /// <summary>The table: the first column to the left, numbers to the right.</summary>
    public override string ToString()
    {
        var widths = Enumerable.Range(0, _rows[0].Length).Select(column => _rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var row in _rows)
        {
            Append(row, ' ');
            if (row == _rows[0]) Append([.. widths.Select((width, column) => column == 0 ? new string('-', width) : new string('-', width - 1) + ":")], '-');
        }

        return text.ToString();

        void Append(string[] row, char fill)
        {
            for (var column = 0; column < row.Length; column++)
                text.Append("| ").Append(column == 0 ? row[column].PadRight(widths[column], fill) : row[column].PadLeft(widths[column], fill)).Append(' ');
            text.Append("|\n");
        }
    }
}
