using MapKit.Configuration.References;
using MapKit.Diagnostics;
using MapKit.Linting;
using MapKit.Linting.Configuration;
using MapKit.Linting.Lines;
using MapKit.Linting.Patterns;
using MapKit.Linting.Sources;
using MapKit.Lookup;
using MapKit.Lookup.Patterns;

namespace MapKit.Operations.Lint;

/// <summary>All findings of a table of patterns or networks: those of opening it, and those of the lint rules. It is read once.</summary>
/// <param name="context">The source; takes the findings.</param>
/// <param name="options">The engines.</param>
/// <param name="system">The configuration that uses the table, or null if unknown.</param>
internal sealed class RuleSourceCheck(LintContext context, LintOptions options, MailSystem? system)
{
    private int _results;

    /// <summary>Reads the source.</summary>
    /// <param name="source">The bytes. They are kept in memory during the check, like the patterns.</param>
    /// <param name="type">The type of the table.</param>
    public void Run(Stream source, RuleTableType type)
    {
        using var copy = SeekableCopy.Create(source, createFile: null, mostInMemory: 0);
        var sourceRules = LintRules.Create<ISourceRule>(context);
        foreach (var finding in FindingsOf(copy, type))
        {
            context.Report(finding);
            foreach (var rule in sourceRules) rule.See(finding);
        }

        foreach (var rule in sourceRules) rule.End(_results);
        new SecondReading(context, LintRules.Create<ILineRule>(context), [], readsAllowances: true).Run(() =>
        {
            copy.Position = 0;
            return copy;
        });
    }

    private IReadOnlyList<Diagnostic> FindingsOf(Stream source, RuleTableType type)
    {
        switch (type)
        {
            case RuleTableType.Cidr:
                return Read(source, "cidr", warnings => new CidrSyntax(warnings, valuesAreFiles: false));
            case RuleTableType.Pcre:
                return Read(source, "pcre", warnings => new PcreSyntax(options.Pcre() ?? new UncheckedEngine(), warnings, Opening()));
            case RuleTableType.Regexp:
                return Read(source, "regexp", warnings => new RegexpSyntax(options.Regexp() ?? new UncheckedEngine(), warnings, Opening()));
            default:
                // It was created for the type with fewer findings.
                var regexp = FindingsOf(source, RuleTableType.Regexp);
                if (regexp.Count == 0) return regexp;
                var pcre = FindingsOf(source, RuleTableType.Pcre);
                return pcre.Count < regexp.Count ? pcre : regexp;
        }
    }

    /// <summary>How the programs that use a table of the format open it. For some formats the check of results reports the place of the substitution.</summary>
    private LookupOptions Opening() => new() { AllowsSubstitution = context.Format.RefusesSubstitution || !TableOpening.ForbidsSubstitution(context.Format) };

    private List<Diagnostic> Read<TSubject>(Stream source, string type, Func<RuleWarnings, RuleSyntax<TSubject>> syntaxOf)
        where TSubject : allows ref struct
    {
        source.Position = 0;
        var read = new DiagnosticList();
        var syntax = syntaxOf(new RuleWarnings(type, context.Path, new LookupOptions { Warnings = read, Utf8 = options.Utf8, Secret = context.Format.IsSecret }));
        var results = new ResultCheck(context, RuleTableTypes.ByName(type)!.Value, read, system);
        using var rules = RuleReader.Read(RuleSource.FromStream(source, context.Path), syntax, out _, results.See);
        _results = rules.All.Count(rule => rule.Kind == RuleKind.Match);
        var found = new LintContext { Path = context.Path, Format = context.Format, Folding = context.Folding, IsPatternTable = true };
        foreach (var rule in LintRules.Create<IPatternRule>(found)) rule.Check(rules);
        return [.. WithoutEchoes(read), .. found.Findings.Take()];
    }

    /// <summary>Postfix warns about some lines twice, first with the cause and then with the effect.</summary>
    private static List<Diagnostic> WithoutEchoes(IEnumerable<Diagnostic> findings)
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
