using MapKit.Diagnostics;
using MapKit.Linting.Configuration;
using MapKit.Tables;

namespace MapKit.Linting.AcrossTables;

/// <summary>A rule about several tables, and optionally main.cf and master.cf.</summary>
/// <param name="Create">Creates the rule for a run; the configuration is null if unknown.</param>
/// <param name="MayApply">Whether the rule applies to tables of these formats together. Only compile uses it, to save time.</param>
/// <param name="NeedsConfiguration">Whether the rule reports nothing without main.cf.</param>
/// <param name="AppliesTo">The tables that it sees.</param>
/// <param name="Reports">The rows of the catalogue.</param>
internal sealed record CrossTableLintRule(
    Func<MailSystem?, ICrossTableRule> Create,
    Func<IReadOnlyList<TableFormat>, bool> MayApply,
    bool NeedsConfiguration,
    RuleScope AppliesTo,
    params IReadOnlyList<DiagnosticRule> Reports)
    : LintRule(AppliesTo, Reports)
{
    /// <summary>Whether lint, unlike compile, applies it to a single table too.</summary>
    public bool AlsoForOneTable { get; init; }
}
