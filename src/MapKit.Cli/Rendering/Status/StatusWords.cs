using System.Globalization;
using MapKit.Configuration.References;
using MapKit.Lookup;
using MapKit.Maps;
using MapKit.Operations.Status;
using MapKit.Platform;

namespace MapKit.Cli.Rendering.Status;

/// <summary>The messages of <c>status</c>.</summary>
internal static class StatusWords
{
    /// <summary>The state only.</summary>
    public static string NameOf(TableState state) => state switch
    {
        TableState.Current => "current",
        TableState.Stale => "stale",
        TableState.NotCompiled => "not compiled",
        TableState.NoSource => "no source",
        TableState.Missing => "missing",
        TableState.Damaged => "damaged",
        TableState.WrongType => "wrong type",
        TableState.Unsupported => "unsupported",
        TableState.Unreadable => "unreadable",
        TableState.Changing => "being rewritten",
        TableState.Direct => "not compiled by design",
        TableState.Cache => "cache",
        _ => "not referenced",
    };

    /// <summary>The state and its details.</summary>
    public static string Describe(TableStatus table) => table.State switch
    {
        TableState.Stale => $"stale: {Differences(table)}",
        TableState.WrongType => $"wrong type: a {MapTypes.NameOf(table.FoundType!.Value)} map where {MapTypes.NameOf(table.MapType!.Value)} is named",
        TableState.Missing when table.MapType is not null => "missing: neither source nor map exists",
        TableState.Missing => "missing: no such file",
        TableState.Direct when table.Servers.Count > 0 => string.Join("; ", table.Servers.Select(Describe)),
        TableState.Direct => table.SourcePath is null ? "no file" : table.Type is "texthash" or "regexp" or "pcre" or "cidr" ? "read directly (after a change: postfix reload)" : "read directly",
        TableState.Unreferenced => "not referenced",
        var state => table.Detail is { } detail ? $"{NameOf(state)}: {detail}" : NameOf(state),
    };

    private static string Describe(ServerState server) => server.Problem ?? $"queried at {server.Server}{(server.Published is { } published ? string.Create(CultureInfo.InvariantCulture, $": generation {published.Generation}") : "")}";

    /// <summary>A note as a sentence.</summary>
    /// <param name="note">The note.</param>
    /// <param name="role">What its table is used for.</param>
    public static string Describe(TableNote note, TableRole role) => note.Kind switch
    {
        TableNoteKind.OlderThanSource => OlderMap.AlthoughEqual,
        TableNoteKind.ReadableByAll => $"every user can read the {Secrets(role)} in {string.Join(" and ", note.Paths)}",
        TableNoteKind.ReadableByGroup => $"the group can read the {Secrets(role)} in {string.Join(" and ", note.Paths)}",
        TableNoteKind.NotInAliasMaps => "alias_database names it and alias_maps does not: newaliases builds a map that Postfix does not read",
        _ => $"{note.Paths[0]} is named by tables of type hash and of type btree; it can have only one type",
    };

    /// <summary>The kind of a note in one word.</summary>
    public static string NameOf(TableNoteKind kind) => kind switch
    {
        TableNoteKind.OlderThanSource => "olderThanSource",
        TableNoteKind.ReadableByAll => "readableByAll",
        TableNoteKind.ReadableByGroup => "readableByGroup",
        TableNoteKind.NotInAliasMaps => "notInAliasMaps",
        _ => "sharedFile",
    };

    /// <summary>The parameters that name a table, and where.</summary>
    public static string Describe(TableReference table) => string.Join(", ", table.Uses.Select(Describe).Distinct());

    /// <summary>A parameter whose tables cannot be determined.</summary>
    public static string Describe(ReferenceProblem problem)
    {
        var place = problem.Setting is { } setting ? $" ({setting.Path}:{setting.FirstLine})" : "";
        return $"{problem.Parameter}{(problem.Service is { } service ? $" of {service}" : "")}: cannot be read: {problem.Message}{place}";
    }

    /// <summary>The summary line.</summary>
    public static string Describe(StatusReport report) => string.Create(
        CultureInfo.InvariantCulture, $"{report.Tables.Count} table{(report.Tables.Count == 1 ? "" : "s")}, {report.ToDo} to do{(report.Problems.Count > 0 ? $", {report.Problems.Count} that cannot be read" : "")}");

    /// <summary>The number of lint's findings, and the command that shows them; empty if there are none.</summary>
    /// <param name="findings">How many.</param>
    /// <param name="folder">The folder of main.cf.</param>
    public static string Describe(int findings, string folder) => findings == 0 ? ""
        : string.Create(CultureInfo.InvariantCulture, $", {findings} finding{(findings == 1 ? "" : "s")}: mapkit lint -c {ShellWord.Quote(folder)}");

    private static string Secrets(TableRole role) => role.ValuesAreFiles ? "private keys" : "passwords";

    private static string Describe(TableUse use)
    {
        var of = use.Service is { } service ? $" of {service}" : "";
        return use is { Path: { } path, Place: { } place } ? $"{use.Parameter}{of} ({path}:{place.Line}:{place.Column})" : $"{use.Parameter}{of} (default)";
    }

    private static string Differences(TableStatus table) => string.Join(", ", new[]
    {
        (Count: table.Missing, Word: "missing"), (Count: table.Extra, Word: "extra"), (Count: table.Changed, Word: "changed"),
    }.Where(part => part.Count > 0).Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Count} {part.Word}")));
}
