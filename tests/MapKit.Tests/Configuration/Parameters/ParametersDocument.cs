using System.Text;
using MapKit.Configuration.Parameters;
using MapKit.Configuration.References;
using MapKit.Postfix;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Configuration.Parameters;

/// <summary>docs/parameters.md, made from the catalogue.</summary>
internal static class ParametersDocument
{
    public static string Path { get; } = RepositoryFiles.Path("docs", "parameters.md");

    public static string Text { get; } = Write();

    private static string Write()
    {
        var text = new StringBuilder("""
            # The parameters

            Made by `tools/generate-parameters.sh` from the catalogue in `src/MapKit/Configuration/Parameters`; do not edit.

            What `mapkit lint` expects of the value of each parameter of main.cf. *Kind* is the kind of its value
            ([the kinds](formats/parameters.md#bad-values)), with the unit of a time without one, the words of a short set, or the limits.
            *Format* is the format of the tables that the value names, as for `-f`; `cache` is a table that Postfix writes. *Since* is the first
            Postfix release with the parameter, *until* the last if 3.12 no longer has it.

            | parameter | kind | format | since | until |
            |---|---|---|---|---|

            """.ReplaceLineEndings("\n"));
        var formats = TableParameter.All.ToDictionary(parameter => parameter.Name, parameter => FormatOf(parameter), StringComparer.Ordinal);
        foreach (var name in ParameterCatalogue.Names.Order(StringComparer.Ordinal))
        {
            if (ParameterCatalogue.Find(name, PostfixVersion.Postfix312) is not { Kind: not ParameterKind.Legacy } parameter) continue;
            text.Append($"| `{name}` | {KindOf(parameter)} | {formats.GetValueOrDefault(name)} | {parameter.Since} | {parameter.Until} |\n");
        }

        return text.ToString();
    }

    private static string KindOf(Parameter parameter)
    {
        const int longest = 5;
        var kind = parameter.Kind.ToString().ToLowerInvariant();
        if (parameter.Words is { } words && WordSets.Find(words, PostfixVersion.Postfix312) is { } set)
            kind += set.Words.Count <= longest ? $": {string.Join(", ", set.Words)}" : $": {words}";
        if (parameter.Kind == ParameterKind.Time) kind += $" ({parameter.Unit})";
        if (parameter.Kind is ParameterKind.Integer or ParameterKind.Size && (parameter.Minimum, parameter.Maximum) is not (0, 0))
            kind += parameter.Maximum == 0 ? $", at least {parameter.Minimum}" : $", {parameter.Minimum} to {parameter.Maximum}";
        return kind;
    }

    private static string FormatOf(TableParameter parameter) =>
        parameter.Role.IsCache ? "cache" : parameter.Kind == TableListKind.Matches && parameter.Role.Format.Name == "plain" ? "list" : parameter.Role.Format.Name;
}
