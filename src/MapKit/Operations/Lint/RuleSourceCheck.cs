using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Linting;
using MapKit.Linting.Lines;
using MapKit.Lookup;
using MapKit.Lookup.Patterns;

namespace MapKit.Operations.Lint;

/// <summary>All findings of a table of rules: those of the road by which it is opened, rules that are never reached, and those about lines.</summary>
/// <param name="context">The source; takes the findings.</param>
/// <param name="options">The engines.</param>
internal sealed class RuleSourceCheck(LintContext context, LintOptions options)
{
    /// <summary>Reads the source.</summary>
    /// <param name="source">The bytes, which can be read again.</param>
    /// <param name="type">The type of the table.</param>
    public void Run(Stream source, RuleTableType type)
    {
        foreach (var finding in FindingsOf(source, type)) context.Report(finding);
        source.Position = 0;
        SourceCheck.ReadLines(source, SourceSyntax.Postmap, LintRules.OfRuleLines(context));
        source.Position = 0;
        context.Allowances = AllowanceReader.Read(source);
    }

    private IReadOnlyList<Diagnostic> FindingsOf(Stream source, RuleTableType type)
    {
        switch (type)
        {
            case RuleTableType.Cidr:
                return Read(source, "cidr", warnings => new CidrSyntax(warnings, valuesAreFiles: false));
            case RuleTableType.Pcre:
                return Read(source, "pcre", warnings => new PcreSyntax(options.Pcre() ?? new UncheckedEngine(), warnings, valuesAreFiles: false));
            case RuleTableType.Regexp:
                return Read(source, "regexp", warnings => new RegexpSyntax(options.Regexp() ?? new UncheckedEngine(), warnings, valuesAreFiles: false));
            default:
                // It was made for the one that has less to say.
                var regexp = FindingsOf(source, RuleTableType.Regexp);
                if (regexp.Count == 0) return regexp;
                var pcre = FindingsOf(source, RuleTableType.Pcre);
                return pcre.Count < regexp.Count ? pcre : regexp;
        }
    }

    private List<Diagnostic> Read<TSubject>(Stream source, string type, Func<RuleWarnings, RuleSyntax<TSubject>> syntaxOf)
        where TSubject : allows ref struct
    {
        source.Position = 0;
        var read = new LintContext { Path = context.Path, Format = context.Format, Folding = context.Folding };
        var syntax = syntaxOf(new RuleWarnings(type, context.Path, new LookupOptions { Warnings = read, Utf8 = options.Utf8 }));
        using var rules = RuleReader.Read(RuleSource.FromStream(source, context.Path), syntax, out _);
        UnreachableRuleCheck.Run(read, rules);
        return WithoutEchoes(read.Findings);
    }

    /// <summary>Postfix warns of some lines twice, first with the cause and then with what it does.</summary>
    private static List<Diagnostic> WithoutEchoes(IReadOnlyList<Diagnostic> findings)
    {
        var kept = new List<Diagnostic>();
        foreach (var finding in findings)
        {
            if (kept.Count > 0 && kept[^1].Rule == finding.Rule && kept[^1].Place == finding.Place) continue;
            kept.Add(finding);
        }

        return kept;
    }
}
