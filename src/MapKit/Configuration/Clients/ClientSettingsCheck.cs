using MapKit.Diagnostics;
using MapKit.Source;
using MapKit.Tables.Grammar;

namespace MapKit.Configuration.Clients;

/// <summary>Checks the settings of a client (docs/formats/client-settings.md). Nothing of a value is shown but placeholders.</summary>
/// <param name="type">The type of the table.</param>
/// <param name="path">The file.</param>
/// <param name="findings">Takes the findings.</param>
internal sealed class ClientSettingsCheck(ClientType type, string path, IDiagnosticSink findings)
{
    private const string Placeholders = "%suUdDS123456789";

    /// <summary>Checks all settings.</summary>
    /// <param name="settings">The settings, in the order of the file.</param>
    public void Check(IReadOnlyList<Setting> settings)
    {
        foreach (var setting in settings) Check(setting);
        var names = settings.Select(setting => setting.RawName).ToHashSet(StringComparer.Ordinal);
        foreach (var name in type.Required.Where(name => !settings.Any(setting => setting.RawName == name && setting.RawValue.Length > 0)))
            Report(Rules.MissingClientSetting, null, $"there is no {name}; every program that opens the table stops", $"set {name}");
        if (type.Recommended is { } recommended && !names.Contains(recommended))
            Report(Rules.MissingClientSetting, null, $"there is no {recommended}; the client searches from the root of the directory", $"set {recommended}", Severity.Warning);
        if (type.IsSql) CheckQuery(names);
    }

    private void Check(Setting setting)
    {
        if (!type.Knows(setting.RawName))
        {
            var near = type.Keys.FirstOrDefault(key => key.Equals(setting.RawName, StringComparison.OrdinalIgnoreCase) || Misspelling.IsOneEditAway(key, setting.RawName));
            Report(
                Rules.UnknownClientSetting,
                setting.NamePlace,
                $"{Latin1Text.Show(setting.RawName)} is not a setting of {type}: tables; Postfix ignores it",
                near is null ? $"see {type}_table(5) for the settings" : $"write {near}",
                IsUsualPort(setting) ? Severity.Info : null);
            return;
        }

        if (type.Obsolete.TryGetValue(setting.RawName, out var successor))
        {
            Report(
                Rules.OldClientSetting,
                setting.NamePlace,
                successor.Length == 0 ? $"{setting.RawName} has no effect any more" : $"{setting.RawName} is an old name or form of {successor}",
                successor.Length == 0 ? "remove it" : $"write {successor}");
        }

        if (type.Templates.Contains(setting.RawName)) CheckTemplate(setting);
    }

    /// <summary>Whether the setting is the port to which the client connects anyway.</summary>
    private bool IsUsualPort(Setting setting) => setting.RawName == "port" && (type.Name, setting.RawValue) is ("mysql", "3306") or ("pgsql", "5432");

    private void CheckTemplate(Setting setting)
    {
        var value = setting.RawValue;
        var isQuoted = false;
        var isReported = false;
        for (var index = 0; index < value.Length; index++)
        {
            if (value[index] is '\'' or '"') isQuoted = !isQuoted;
            if (value[index] != '%') continue;
            var letter = index + 1 < value.Length ? value[index + 1] : '\0';
            if (!Placeholders.Contains(letter, StringComparison.Ordinal))
            {
                Report(
                    Rules.BadPlaceholder,
                    setting.PlaceOf(index, Math.Min(2, value.Length - index)),
                    "after the % follows none of s, u, d, S, U, D, 1 to 9 and %; every program that opens the table stops with \"Invalid template\"",
                    "write %% for a percent sign");
            }
            else if (letter != '%' && type.IsSql && setting.RawName == "query" && !isQuoted && !isReported)
            {
                isReported = true;
                Report(
                    Rules.PlaceholderWithoutQuotes,
                    setting.PlaceOf(index, 2),
                    $"%{letter} is not in quotes; Postfix puts the text of the key there as it is, and the database reports a syntax error",
                    $"write '%{letter}'");
            }

            index++;
        }
    }

    private void CheckQuery(HashSet<string> names)
    {
        if (names.Contains("query")) return;
        if (type.Name == "pgsql" && names.Contains("select_function")) return;
        string[] parts = ["table", "select_field", "where_field"];
        var missing = Array.FindAll(parts, part => !names.Contains(part));
        if (missing.Length == parts.Length)
            Report(Rules.MissingClientSetting, null, "there is no query; every program that opens the table stops", "set query, such as SELECT target FROM aliases WHERE address = '%s'");
        else if (missing.Length > 0)
            Report(Rules.MissingClientSetting, null, $"there is no {string.Join(" and no ", missing)}; every program that opens the table stops", "set query instead of table, select_field and where_field");
        else
            Report(Rules.OldClientSetting, null, "table, select_field and where_field are the old form of query", "write a query");
    }

    private void Report(DiagnosticRule rule, SourcePlace? place, string message, string help, Severity? severity = null) =>
        findings.Report(new Diagnostic(rule, path, place, message, help) { Severity = severity ?? rule.Severity });
}
