using MapKit.Diagnostics;

namespace MapKit.Linting;

/// <summary>The declaration of a lint rule: the tables that it applies to, and the rows of the catalogue that it reports.</summary>
/// <param name="AppliesTo">The tables.</param>
/// <param name="Reports">The rows. Some are also reported when a value is read, or are only refined or withdrawn here.</param>
internal abstract record LintRule(RuleScope AppliesTo, IReadOnlyList<DiagnosticRule> Reports);

/// <summary>A rule about one table.</summary>
/// <typeparam name="TStage">What the rule sees: the source, lines, entries, records, patterns, or comments that allow findings.</typeparam>
/// <param name="Create">Makes the rule for a table.</param>
/// <param name="AppliesTo">The tables.</param>
/// <param name="Reports">The rows of the catalogue.</param>
internal sealed record LintRule<TStage>(Func<LintContext, TStage> Create, RuleScope AppliesTo, params IReadOnlyList<DiagnosticRule> Reports)
    : LintRule(AppliesTo, Reports);
