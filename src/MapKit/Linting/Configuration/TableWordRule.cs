using MapKit.Configuration;
using MapKit.Configuration.References;
using MapKit.Diagnostics;
using MapKit.Lookup.Patterns;
using MapKit.Maps;
using MapKit.Platform;
using MapKit.Postfix;
using MapKit.Source;
using MapKit.Tables;
using MapKit.Tables.Grammar;

namespace MapKit.Linting.Configuration;

/// <summary>Words in lists of tables that are not <c>type:name</c>, with the text to write instead.</summary>
internal sealed class TableWordRule : IConfigurationRule
{
    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } = new ConfigurationLintRule(() => new TableWordRule(), Rules.NotATable);

    /// <inheritdoc/>
    public void Check(MailSystem system)
    {
        foreach (var parameter in TableParameter.All.Where(parameter => parameter.Kind == TableListKind.Maps && parameter.IsKnownTo(system.Configuration.Main.Version)))
        {
            foreach (var value in system.ValuesOf(parameter)) Check(system, parameter, value);
        }
    }

    private static void Check(MailSystem system, TableParameter parameter, ParameterValue value)
    {
        var words = value.Words();
        var texts = words.Select(word => word.Text).ToArray();
        for (var index = 0; index < words.Count; index++)
        {
            if (TableWordMistake.Find(texts, index) is not { } mistake) continue;
            var last = words[index + mistake.Words - 1];
            if (value.PlaceOf(words[index].Start, last.End - words[index].Start) is { } place)
                system.Report(Rules.NotATable, place.Setting, place.Place, Message(system, parameter, words[index].Text, mistake), Help(system, parameter, value, mistake));
            index += mistake.Words - 1;
        }
    }

    private static string Message(MailSystem system, TableParameter parameter, string word, TableWordMistake mistake)
    {
        var shown = Latin1Text.Show(parameter.Role.IsSecret ? SecretMask.Specification(word) : word);
        var open = VersionDifferences.In(system.Configuration.Main.Version).TableWithoutTypeIsFatal
            ? "each program that opens it stops with \"expecting type:name form\", and the mail is deferred"
            : "each lookup fails temporarily, and the mail is deferred";
        return mistake.Kind switch
        {
            TableWordMistakeKind.Comment => $"{shown} is not the start of a comment: only a line that begins with # is one; Postfix takes each word for a table, and {open}",
            TableWordMistakeKind.NoType => $"{shown} has no type; {open}",
            TableWordMistakeKind.NoName => $"{shown} has no name; {open}",
            TableWordMistakeKind.WrongSeparator => $"{shown} has no colon after the type; {open}",
            TableWordMistakeKind.Quoted => $"{shown}: quotes are part of the word; Postfix has no such type, each lookup fails temporarily, and the mail is deferred",
            TableWordMistakeKind.Backslash => $"{shown}: backslashes are part of the file name; Postfix cannot open the table, each lookup fails temporarily, and the mail is deferred",
            TableWordMistakeKind.TextAfterBraces => $"{shown}: text follows the closing brace; Postfix cannot open the table, each lookup fails temporarily, and the mail is deferred",
            TableWordMistakeKind.StrayBrace => $"{shown}: the brace is part of the file name; Postfix cannot open the table, each lookup fails temporarily, and the mail is deferred",
            _ => $"{shown}: Postfix has no such type of table; each lookup fails temporarily, and the mail is deferred",
        };
    }

    private static string Help(MailSystem system, TableParameter parameter, ParameterValue value, TableWordMistake mistake)
    {
        if (mistake.Kind == TableWordMistakeKind.Comment) return "put the comment on a separate line that begins with #";
        if (mistake.Meant is null || (parameter.Role.IsSecret && SecretMask.Specification(mistake.Meant) != mistake.Meant)) return "write TYPE:NAME without spaces, such as hash:/etc/postfix/NAME";
        var meant = ByteText.ToText(mistake.Meant);
        if (mistake.Kind == TableWordMistakeKind.NoType) meant = TypeFor(system, meant) + ":" + meant;
        return value.Words().Count == mistake.Words ? $"write {value.Parameter} = {meant}" : $"write {meant}";
    }

    /// <summary>The type of a file: that of its map, else that of its name, else the default type.</summary>
    private static string TypeFor(MailSystem system, string path)
    {
        if (RuleTableTypes.ForFileName(path) is { } rules) return rules == RuleTableType.RegexpOrPcre ? "regexp" : rules.ToString().ToLowerInvariant();
        foreach (var suffix in MapTypes.All.Select(MapTypes.SuffixOf).Distinct())
        {
            if (TypeOf(path + suffix) is { } found) return MapTypes.NameOf(found);
        }

        return system.ValueOf("default_database_type") is { Length: > 0 } type ? type : MapTypes.NameOf(MapTypes.Default);
    }

    private static MapType? TypeOf(string map)
    {
        try
        {
            return FilePresence.FileExists(map) ? MapFile.TypeOf(map) : null;
        }
        catch (Exception exception) when (exception is MapFormatException or IOException or UnauthorizedAccessException)
        {
            // Damage is reported where the table is checked.
            return null;
        }
    }
}
