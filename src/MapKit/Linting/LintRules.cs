using MapKit.Diagnostics;
using MapKit.Tables;

namespace MapKit.Linting;

/// <summary>The rules about more than one line or entry: a new one is a type of this folder and a line here.</summary>
internal static class LintRules
{
    /// <summary>The rules that see the lines of a source.</summary>
    public static IReadOnlyList<ILineRule> OfLines(LintContext context) =>
    [
        new ByteOrderMarkRule(context),
        new BlankInKeyRule(context),
        new CarriageReturnRule(context),
        new ContinuationRule(context),
        new PatternLineRule(context),
    ];

    /// <summary>The rules that see the entries of a table. When compiling, each costs time for every table.</summary>
    public static IReadOnlyList<ITableRule> OfEntries(LintContext context)
    {
        if (context.ForCompile) return [];
        var rules = new List<ITableRule> { new UpperCaseKeyRule(context) };
        if (context.CountOf(Rules.DuplicateKey) > 0) rules.Add(new DuplicateKeyRule(context));
        if (context.Format == TableFormat.Generic) rules.Add(new GenericChainRule(context));
        if (context.Format == TableFormat.Canonical || context.Format == TableFormat.Virtual) rules.Add(new RewritingLoopRule(context));
        if (context.Format == TableFormat.Aliases) rules.Add(new AliasLoopRule(context));
        return rules;
    }

    /// <summary>The rules about several tables.</summary>
    public static IReadOnlyList<ICrossTableRule> AcrossTables() => [new CredentialsRule()];
}
