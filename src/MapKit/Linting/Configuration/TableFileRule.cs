using MapKit.Configuration.References;
using MapKit.Diagnostics;
using MapKit.Maps;
using MapKit.Platform;
using MapKit.Tables;

namespace MapKit.Linting.Configuration;

/// <summary>Tables that Postfix cannot open, because a file is missing or not compiled, or the name is that of the map.</summary>
internal sealed class TableFileRule : IConfigurationRule
{
    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } = new ConfigurationLintRule(() => new TableFileRule(), Rules.TableCannotBeOpened);

    /// <inheritdoc/>
    public void Check(MailSystem system)
    {
        foreach (var table in system.Tables.Tables.Where(table => !table.Role.IsCache && table.Name.StartsWith('/') && TableWordMistake.Find([$"{table.Type}:{table.Name}"], 0) is null))
        {
            if (ProblemOf(system, table) is not { } problem) continue;
            foreach (var use in table.Uses.Where(use => use.Place is not null).DistinctBy(use => (use.Path, use.Place)))
                system.Report(Rules.TableCannotBeOpened, use, $"{problem.Message}; {Effect(use)}", problem.Help);
        }
    }

    private static string Effect(TableUse use) => use.Parameter == "alias_database" ? "newaliases stops" : "each lookup fails temporarily, and the mail is deferred";

    private static (string Message, string Help)? ProblemOf(MailSystem system, TableReference table)
    {
        if (table.MapType is { } type) return system.IsRedirected(table) ? null : ProblemOf(table, type);
        if (table.Type is not ("texthash" or "regexp" or "pcre" or "cidr") || FilePresence.FileExists(table.Name)) return null;
        return FilePresence.FolderExists(table.Name)
            ? ($"{table.Name} is a directory, not a table", "name the file")
            : ($"{table.Name} does not exist", $"restore the file, or make an empty one: touch {ShellWord.Quote(table.Name)}");
    }

    private static (string Message, string Help)? ProblemOf(TableReference table, MapType type)
    {
        var map = table.Name + MapTypes.SuffixOf(type);
        if (FilePresence.FileExists(map)) return null;
        if (MapSuffixOf(table.Name) is { } suffix && FilePresence.FileExists(table.Name))
            return ($"Postfix appends {MapTypes.SuffixOf(type)} to the name and opens {map}, which does not exist", $"write {table.Type}:{table.Name[..^suffix.Length]}");
        var compile = $"mapkit compile {(table.Role.ValuesAreFiles ? "-F " : "")}{FormatOption(table)}{ShellWord.Quote($"{MapTypes.NameOf(type)}:{table.Name}")}";
        if (FilePresence.FileExists(table.Name)) return ($"{table.Name} is not compiled: {map} does not exist", $"{compile}");
        return ($"neither {table.Name} nor {map} exists", $"restore the file and compile it: {compile}");
    }

    private static string FormatOption(TableReference table) =>
        TableFormat.ForFileName(table.Name) == table.Role.Format ? "" : $"-f {table.Role.Format.Name} ";

    private static string? MapSuffixOf(string name) => MapTypes.All.Select(MapTypes.SuffixOf).FirstOrDefault(suffix => name.EndsWith(suffix, StringComparison.Ordinal));
}
