using System.Text;
using MapKit.Configuration.References;
using MapKit.Diagnostics;
using MapKit.Linting.Patterns;
using MapKit.Lookup;
using MapKit.Lookup.Patterns;
using MapKit.Records;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Linting.Configuration;

/// <summary>
/// Tables whose values are in their own name, in main.cf or master.cf (docs/formats/pattern-tables.md#tables-in-their-own-name): <c>static:</c>,
/// <c>inline:</c>, and rules in braces. Their values are checked by the format of their use.
/// </summary>
internal sealed class NamedValuesRule : IConfigurationRule
{
    /// <summary>The declaration of the rule; it reports the rows of each format.</summary>
    public static LintRule Declaration { get; } = new ConfigurationLintRule(() => new NamedValuesRule(), Rules.SubstitutionRefused);

    /// <inheritdoc/>
    public void Check(MailSystem system)
    {
        foreach (var table in system.Tables.Tables)
        {
            var format = table.Role.Format;
            if (format == TableFormat.Plain || table.Role.ValuesAreFiles || table.Uses.FirstOrDefault(use => use.Role.Format == format && use is { Place: not null, Path: not null }) is not { } use) continue;
            foreach (var problem in ProblemsOf(table, format, system))
                system.Report(new Diagnostic(problem.Rule, use.Path!, use.Place, $"in {table.Type}:, {problem.Message}", problem.Help) { Severity = problem.Severity });
        }
    }

    private static IEnumerable<Diagnostic> ProblemsOf(TableReference table, TableFormat format, MailSystem system) => table.Type switch
    {
        "static" => OfValue(ValueOfStatic(table.Name), format),
        "inline" => ValuesOfInline(table.Name).SelectMany(value => OfValue(value, format)),
        _ when table.Name.StartsWith('{') && RuleTableTypes.ByName(table.Type) is { } type => OfRules(table.Type, table.Name, type, format, system),
        _ => [],
    };

    private static IEnumerable<Diagnostic> OfValue(string value, TableFormat format) =>
        format.CheckValue(value).Select(problem => new Diagnostic(problem.Rule, "", null, problem.Message, problem.Help) { Severity = problem.Severity });

    private static string ValueOfStatic(string name)
    {
        var value = Encoding.UTF8.GetBytes(name);
        return ByteText.FromBytes(name.StartsWith('{') && BracedText.Unwrap(value, out var inside) is null ? inside : value);
    }

    private static List<string> ValuesOfInline(string name)
    {
        var values = new List<string>();
        if (!BracedText.TryUnwrap(Encoding.UTF8.GetBytes(name), out var rest)) return values;
        while (BracedText.TryTakeWord(ref rest, out var word))
        {
            if (word[0] == '{' && BracedText.Unwrap(word, out word) is not null) continue;
            if (BracedText.SplitPair(word, out _, out var value) is null) values.Add(ByteText.FromBytes(value));
        }

        return values;
    }

    /// <summary>The findings in the results of rules. Those about the rules themselves are reported when Postfix's programs open the table.</summary>
    private static DiagnosticList OfRules(string typeName, string name, RuleTableType type, TableFormat format, MailSystem system)
    {
        var found = new DiagnosticList();
        var context = new LintContext { Path = typeName, Format = format, Folding = KeyFolding.None, IsPatternTable = true };
        var results = new ResultCheck(context, type, found, system);
        var warnings = new RuleWarnings(typeName, name, new LookupOptions());
        try
        {
            using var source = RuleSource.Open(typeName, name);
            if (type == RuleTableType.Cidr) RuleReader.Read(source, new CidrSyntax(warnings, valuesAreFiles: false), out _, results.See).Dispose();
            else if (type == RuleTableType.Pcre) RuleReader.Read(source, new PcreSyntax(new UncheckedEngine(), warnings, new LookupOptions()), out _, results.See).Dispose();
            else RuleReader.Read(source, new RegexpSyntax(new UncheckedEngine(), warnings, new LookupOptions()), out _, results.See).Dispose();
        }
        catch (LookupException)
        {
            // The braces do not match, so that no program can open the table; it has no results.
        }

        return found;
    }
}
