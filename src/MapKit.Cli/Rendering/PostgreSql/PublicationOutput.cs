using System.Globalization;
using MapKit.Operations.Diff;
using MapKit.PostgreSql.Publishing;
using MapKit.Tables;

namespace MapKit.Cli.Rendering.PostgreSql;

/// <summary>Prints what was published, as text or JSON.</summary>
/// <param name="environment">Where to.</param>
/// <param name="json">One object per line.</param>
internal sealed class PublicationOutput(CommandEnvironment environment, bool json)
{
    /// <summary>Prints the differences of a table.</summary>
    public void Write(TablePublication table, IEnumerable<TableDifference> differences, SecretMask mask)
    {
        if (!json) environment.Output.WriteLine($"{table.Name}:");
        var output = new DiffOutput(environment, raw: false, json, mask) { Table = table.Name };
        foreach (var difference in differences) output.Write(difference);
    }

    /// <summary>Prints the result.</summary>
    /// <param name="result">What was published.</param>
    /// <param name="onlyCompared">Whether nothing was changed.</param>
    /// <returns>The exit status.</returns>
    public int Write(PublicationResult result, bool onlyCompared)
    {
        if (json) WriteJson(result, onlyCompared);
        else if (!environment.IsQuiet || onlyCompared) WriteText(result, onlyCompared);
        return MapkitCommand.Success;
    }

    private static string NameOf(TableOutcome outcome) => outcome switch
    {
        TableOutcome.Unchanged => "unchanged",
        TableOutcome.New => "new",
        TableOutcome.Changed => "changed",
        _ => "removed",
    };

    private static string Count(long entries) => string.Create(CultureInfo.InvariantCulture, $"{entries} {(entries == 1 ? "entry" : "entries")}");

    private void WriteText(PublicationResult result, bool onlyCompared)
    {
        foreach (var table in result.Tables.Where(table => table.Outcome != TableOutcome.Unchanged))
        {
            var changes = table.Added + table.Removed + table.Changed;
            environment.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{table.Name}: {NameOf(table.Outcome)}{(table.Outcome == TableOutcome.Removed ? "" : $", {Count(table.Entries)}")}{(table.Outcome == TableOutcome.Changed && changes > 0 ? $": {table.Added} added, {table.Removed} removed, {table.Changed} changed" : "")}"));
        }

        environment.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(!result.IsChanged ? "unchanged: generation" : onlyCompared ? "would change: a new generation after" : "published: generation")} {result.Generation}"));
    }

    private void WriteJson(PublicationResult result, bool onlyCompared)
    {
        foreach (var table in result.Tables)
        {
            JsonLine.Write(environment.Output, "publishedTable", writer =>
            {
                writer.WriteString("table", table.Name);
                writer.WriteString("outcome", NameOf(table.Outcome));
                writer.WriteNumber("entries", table.Entries);
                writer.WriteNumber("added", table.Added);
                writer.WriteNumber("removed", table.Removed);
                writer.WriteNumber("changed", table.Changed);
            });
        }

        JsonLine.Write(environment.Output, "publication", writer =>
        {
            writer.WriteString("outcome", !result.IsChanged ? "unchanged" : onlyCompared ? "would change" : "published");
            writer.WriteNumber("generation", result.Generation);
        });
    }
}
