using System.Globalization;
using MapKit.PostgreSql.Content;
using MapKit.Source;

namespace MapKit.Cli.Rendering.PostgreSql;

/// <summary>Prints what is published: the tables, then the generations, the latest first.</summary>
/// <param name="environment">Where to.</param>
/// <param name="json">One object per line.</param>
internal sealed class PublishedOutput(CommandEnvironment environment, bool json)
{
    /// <summary>Prints it.</summary>
    public void Write(IReadOnlyList<PublishedTable> tables, IReadOnlyList<Generation> generations, IReadOnlyList<(string Table, TableVersion Version)> versions, bool withHistoryOfTables)
    {
        var of = versions.GroupBy(version => version.Version.Generation).ToDictionary(group => group.Key, group => group.ToList());
        if (json)
        {
            foreach (var table in tables) WriteJson(table);
            foreach (var generation in generations.Where(generation => !withHistoryOfTables || of.ContainsKey(generation.Number))) WriteJson(generation, of.GetValueOrDefault(generation.Number) ?? []);
            return;
        }

        TextRows.Write(
            environment.Output,
            ["TABLE", "FORMAT", "ENTRIES", "BYTES", "SINCE", "DIGEST"],
            tables.Select(table => table.Latest is not { } latest ? [table.Name, table.Format, "?", "?", "?", "(no right to read it)"]
                : (string[])[table.Name, table.Format, latest.IsPresent ? TextRows.Number(latest.Entries) : "removed", TextRows.Number(latest.Bytes), TextRows.Number(latest.Generation), latest.Digest.ToString()]));
        environment.Output.WriteLine("");
        TextRows.Write(
            environment.Output,
            ["GENERATION", "PUBLISHED", "AUTHOR", "CHANGES", "COMMENT"],
            generations.Where(generation => !withHistoryOfTables || of.ContainsKey(generation.Number)).Select(generation => (string[])
            [
                TextRows.Number(generation.Number), TextRows.Time(generation.Published), $"{generation.Author}@{generation.Host}",
                string.Join(", ", (of.GetValueOrDefault(generation.Number) ?? []).Select(change => $"{change.Table} {Changes(change.Version)}")),
                DisplayText.Lines(generation.Comment ?? (generation.Restores is { } restored ? $"restores generation {TextRows.Number(restored)}" : "")),
            ]));
    }

    private static string Changes(TableVersion version) => string.Create(CultureInfo.InvariantCulture, $"+{version.Added} -{version.Removed} ~{version.Changed}");

    private void WriteJson(PublishedTable table) => JsonLine.Write(environment.Output, "databaseTable", writer =>
    {
        writer.WriteString("table", table.Name);
        writer.WriteString("format", table.Format);
        writer.WriteBoolean("credentials", table.IsCredentials);
        if (table.Latest is not { } latest) return;
        writer.WriteBoolean("present", latest.IsPresent);
        writer.WriteNumber("entries", latest.Entries);
        writer.WriteNumber("bytes", latest.Bytes);
        writer.WriteNumber("generation", latest.Generation);
        writer.WriteString("digest", latest.Digest.ToString());
    });

    private void WriteJson(Generation generation, IReadOnlyList<(string Table, TableVersion Version)> changes) => JsonLine.Write(environment.Output, "generation", writer =>
    {
        writer.WriteNumber("generation", generation.Number);
        writer.WriteString("published", generation.Published.ToUniversalTime());
        writer.WriteString("author", generation.Author);
        writer.WriteString("host", generation.Host);
        writer.WriteString("role", generation.Role);
        if (generation.Comment is { } comment) writer.WriteString("comment", comment);
        if (generation.Restores is { } restored) writer.WriteNumber("restores", restored);
        writer.WriteStartArray("tables");
        foreach (var (table, version) in changes)
        {
            writer.WriteStartObject();
            writer.WriteString("table", table);
            writer.WriteNumber("entries", version.Entries);
            writer.WriteNumber("added", version.Added);
            writer.WriteNumber("removed", version.Removed);
            writer.WriteNumber("changed", version.Changed);
            writer.WriteString("digest", version.Digest.ToString());
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });
}
