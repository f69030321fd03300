using MapKit.Diagnostics;
using MapKit.Linting.AcrossTables;
using MapKit.Linting.Entries;
using MapKit.Linting.Lines;
using MapKit.Linting.Records;
using MapKit.Records;
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

    /// <summary>The rules that see the lines of a table of patterns or networks.</summary>
    public static IReadOnlyList<ILineRule> OfRuleLines(LintContext context) =>
        [new ByteOrderMarkRule(context), new CarriageReturnRule(context), new ContinuationRule(context)];

    /// <summary>The rules that see the entries of a table. When compiling, they cost time: only what cannot be seen of the records.</summary>
    /// <param name="context">The table, with the findings of the road to the records.</param>
    /// <param name="duplicates">What a repeated key does.</param>
    public static IReadOnlyList<ITableRule> OfEntries(LintContext context, DuplicatePolicy duplicates)
    {
        var rules = new List<ITableRule>();
        if (!context.ForCompile) rules.Add(new UpperCaseKeyRule(context));
        if (duplicates == DuplicatePolicy.First && context.CountOf(Rules.DuplicateKey) > 0) rules.Add(new DuplicateKeyRule(context));
        return rules;
    }

    /// <summary>The rules about the records of a table.</summary>
    public static IReadOnlyList<IRecordRule> OfRecords(LintContext context)
    {
        if (context.Format == TableFormat.Transport) return [new SubdomainRule(context)];
        if (context.Format == TableFormat.Generic) return [new GenericChainRule(context)];
        if (context.Format == TableFormat.Canonical || context.Format == TableFormat.Virtual) return [new RewritingLoopRule(context)];
        if (context.Format == TableFormat.Access) return [new BracketedAddressRule(context)];
        if (context.Format == TableFormat.Aliases) return [new AliasLoopRule(context), new MissingIncludeRule(context)];
        return [];
    }

    /// <summary>Whether what is found when a table is compiled depends on more than its text: on files that it names, or on who may read it.</summary>
    /// <param name="format">The table's format.</param>
    public static bool LookOutside(TableFormat format) => format.IsSecret || format == TableFormat.Aliases;

    /// <summary>The rules about several tables.</summary>
    /// <param name="system">What the configuration says, or null if none is given.</param>
    public static IReadOnlyList<ICrossTableRule> AcrossTables(MailSystem? system = null)
    {
        var rules = new List<ICrossTableRule> { new CredentialsRule(system), new AliasTablesRule() };
        if (system is not null) rules.AddRange([new UnknownTransportRule(system), new AliasTargetsRule(system), new ParentDomainRule(system), new RestrictionClassRule(system)]);
        return rules;
    }
}
