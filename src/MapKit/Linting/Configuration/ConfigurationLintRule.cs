using MapKit.Diagnostics;

namespace MapKit.Linting.Configuration;

/// <summary>A rule about main.cf and master.cf.</summary>
/// <param name="Create">Creates the rule for a run.</param>
/// <param name="Reports">The rows of the catalogue.</param>
internal sealed record ConfigurationLintRule(Func<IConfigurationRule> Create, params IReadOnlyList<DiagnosticRule> Reports)
    : LintRule(new RuleScope { WhenCompiling = false }, Reports);
