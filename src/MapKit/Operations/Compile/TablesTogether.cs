using MapKit.Diagnostics;
using MapKit.Linting;
using MapKit.Linting.AcrossTables;
using MapKit.Linting.Allowances;
using MapKit.Linting.Configuration;
using MapKit.Tables;

namespace MapKit.Operations.Compile;

/// <summary>Tables that are compiled together: findings about several of them are reported at the end.</summary>
internal sealed class TablesTogether
{
    private readonly List<LintContext> _tables = [];

    /// <summary>Creates a check that has seen no table.</summary>
    /// <param name="formats">The formats of all tables; rules that do not apply to them are not run.</param>
    /// <param name="system">The configuration that uses the tables, or null if unknown.</param>
    public TablesTogether(IReadOnlyList<TableFormat> formats, MailSystem? system = null) => Rules = LintRules.CreateAcrossTables(system, formats);

    /// <summary>The rules.</summary>
    internal IReadOnlyList<ICrossTableRule> Rules { get; }

    /// <summary>Adds a table that has been compiled.</summary>
    internal void Add(LintContext table) => _tables.Add(table);

    /// <summary>Reports the findings about several tables.</summary>
    /// <param name="diagnostics">Takes the findings.</param>
    public void Report(IDiagnosticSink diagnostics)
    {
        foreach (var rule in Rules) rule.Finish();
        foreach (var table in _tables) AllowedFindings.Pass(table, Severity.Info, diagnostics);
    }
}
