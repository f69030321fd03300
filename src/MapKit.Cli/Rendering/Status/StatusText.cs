using System.Globalization;
using MapKit.Maps;
using MapKit.Operations.Status;
using Spectre.Console;

namespace MapKit.Cli.Rendering.Status;

/// <summary>
/// The tables of <c>status</c> as columns, with the advice under each; on a terminal as a table with the advice below it, or, if the
/// table would be wider than the terminal, as a list.
/// </summary>
/// <param name="environment">Where to.</param>
/// <param name="advice">What to do.</param>
internal sealed class StatusText(CommandEnvironment environment, StatusAdvice advice)
{
    private const string Nothing = "-";
    private const string Indent = "    ";
    private const int MapColumn = 3;
    private const int EntriesColumn = 4;

    /// <summary>The width of a column's border.</summary>
    private const int BorderWidth = 3;

    private static readonly string[] Columns = ["ROLE", "TYPE", "SOURCE", "MAP", "ENTRIES", "STATE"];

    /// <summary>Writes everything.</summary>
    public void Write(StatusReport report)
    {
        if (report.Tables.Count > 0 && environment.OutputIsTerminal) WriteOnTerminal(report.Tables);
        else if (report.Tables.Count > 0) WriteColumns(report.Tables);
        foreach (var problem in report.Problems) environment.Output.WriteLine(environment.FitOutput(StatusWords.Describe(problem)));
    }

    private void WriteColumns(IReadOnlyList<TableStatus> tables)
    {
        var rows = tables.Select(Cells).ToArray();
        var widths = Columns.Select((name, column) => Math.Max(name.Length, rows.Max(row => row[column].Length))).ToArray();
        WriteRow(Columns, widths, AnsiColor.None);
        for (var index = 0; index < rows.Length; index++)
        {
            WriteRow(rows[index], widths, ColorOf(tables[index]));
            foreach (var line in Details(tables[index])) environment.Output.WriteLine(line);
        }
    }

    private void WriteRow(string[] cells, int[] widths, AnsiColor stateColor)
    {
        var padded = cells[..^1].Select((cell, column) => column == EntriesColumn ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]));
        environment.Output.WriteLine(string.Join("  ", padded.Append(environment.Paint(cells[^1], stateColor))));
    }

    private static AnsiColor ColorOf(TableStatus table) =>
        table.IsTrouble ? AnsiColor.Red : table.NeedsWork ? AnsiColor.Yellow : table.State == TableState.Current ? AnsiColor.Green : AnsiColor.None;

    private void WriteOnTerminal(IReadOnlyList<TableStatus> tables)
    {
        using var text = new StyledText(environment.PaintsOutput);
        var rows = tables.Select(TerminalCells).ToArray();
        var widths = Columns.Select((name, column) => Math.Max(name.Length, rows.Max(row => row[column].Length)) + BorderWidth);
        if (widths.Sum() + 1 <= environment.OutputWidth()) WriteTable(text.Console, tables, rows);
        else WriteList(text.Console, tables, rows);

        // The console pads lines to its width; without the padding, commands can be pasted.
        environment.Output.Write(string.Join('\n', text.Take().Split('\n').Select(line => line.TrimEnd())));
    }

    private void WriteTable(IAnsiConsole console, IReadOnlyList<TableStatus> tables, string[][] rows)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumns([.. Columns.Select(name => new TableColumn(name) { NoWrap = true })]);
        table.Columns[EntriesColumn].RightAligned();
        for (var index = 0; index < rows.Length; index++)
            table.AddRow([.. rows[index][..^1].Select(cell => new Markup(Markup.Escape(cell))), new Markup(State(tables[index], rows[index]))]);

        console.Write(table);
        foreach (var row in tables)
        {
            var details = Details(row).ToArray();
            if (details.Length > 0) WriteName(console, row);
            foreach (var line in details) console.WriteLine(line);
        }
    }

    private void WriteList(IAnsiConsole console, IReadOnlyList<TableStatus> tables, string[][] rows)
    {
        for (var index = 0; index < rows.Length; index++)
        {
            var (table, cells) = (tables[index], rows[index]);
            WriteName(console, table);
            var facts = new List<string> { cells[0] };
            if (cells[MapColumn] != Nothing) facts.Add($"map {cells[MapColumn]}");
            if (table.Entries is { } entries) facts.Add(string.Create(CultureInfo.InvariantCulture, $"{entries} {(entries == 1 ? "entry" : "entries")}"));
            console.MarkupLine($"    {Markup.Escape(string.Join(", ", facts))}, {State(table, cells)}");
            foreach (var line in Details(table)) console.WriteLine(line);
        }
    }

    private static void WriteName(IAnsiConsole console, TableStatus table) => console.MarkupLineInterpolated($"[bold]{table.Type}:{table.ShownName}[/]");

    private static string State(TableStatus table, string[] cells)
    {
        var style = ColorOf(table) switch { AnsiColor.Red => "red", AnsiColor.Yellow => "yellow", AnsiColor.Green => "green", _ => "dim" };
        return $"[{style}]{Markup.Escape(cells[^1])}[/]";
    }

    /// <summary>The cells for a terminal: a map beside its source is shown as its suffix only.</summary>
    private static string[] TerminalCells(TableStatus table)
    {
        var cells = Cells(table);
        if (table.SourcePath is { } source && cells[MapColumn].StartsWith(source, StringComparison.Ordinal)) cells[MapColumn] = cells[MapColumn][source.Length..];
        return cells;
    }

    private static string[] Cells(TableStatus table) =>
    [
        table.Role.Name,
        table.MapType is { } type && table.Reference is not null && MapTypes.NameOf(type) != table.Type ? $"{table.Type} as {MapTypes.NameOf(type)}" : table.Type,
        table.SourcePath ?? (table.MapPath is null ? table.ShownName : Nothing),
        table.State == TableState.NotCompiled ? Nothing : table.MapPath ?? Nothing,
        table.Entries?.ToString(CultureInfo.InvariantCulture) ?? Nothing,
        StatusWords.Describe(table),
    ];

    /// <summary>The lines below a table. Commands stay in one line, so that they can be pasted.</summary>
    private IEnumerable<string> Details(TableStatus table) =>
        Sentences(table).Select(sentence => environment.FitOutput(Indent + sentence)).Concat(advice.For(table).Select(command => Indent + command));

    private IEnumerable<string> Sentences(TableStatus table)
    {
        if (table.Reference is { } reference && (table.NeedsWork || table.IsTrouble)) yield return "named by " + StatusWords.Describe(reference);
        foreach (var note in table.Notes) yield return StatusWords.Describe(note, table.Role);
        if (advice.HelpFor(table) is { } help) yield return help;
    }
}
