using MapKit.Diagnostics;
using MapKit.Tables;

namespace MapKit.Linting.AcrossTables;

/// <summary>A rule about several tables, and perhaps main.cf and master.cf.</summary>
/// <param name="Create">Makes the rule for a run; the configuration is null if none is known.</param>
/// <param name="MayApply">Whether tables of these formats together matter to the rule. Only compile asks, to save time.</param>
/// <param name="NeedsConfiguration">Whether the rule reports nothing without main.cf.</param>
/// <param name="AppliesTo">The tables that it sees.</param>
/// <param name="Reports">The rows of the catalogue.</param>
internal sealed record CrossTableLintRule(
    Func<MailSystem?, ICrossTableRule> Create,
    Func<IReadOnlyList<TableFormat>, bool> MayApply,
    bool NeedsConfiguration,
    RuleScope AppliesTo,
    params IReadOnlyList<DiagnosticRule> Reports)
    : LintRule(AppliesTo, Reports);
