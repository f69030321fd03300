using MapKit.Diagnostics;
using MapKit.Linting;
using MapKit.Linting.AcrossTables;
using MapKit.Linting.Allowances;
using MapKit.Tables;

namespace MapKit.Operations.Compile;

/// <summary>Tables that are compiled one after the other and belong together: what they show only together is told at the end.</summary>
internal sealed class TablesTogether
{
    private readonly List<LintContext> _tables = [];

    /// <summary>Creates a check that has seen no table.</summary>
    /// <param name="formats">The formats of all tables that will come; only the rules that they are of use to cost time.</param>
    public TablesTogether(IReadOnlyList<TableFormat> formats) => Rules = LintRules.CreateAcrossTables(formats: formats);

    /// <summary>The rules.</summary>
    internal IReadOnlyList<ICrossTableRule> Rules { get; }

    /// <summary>Adds a table that has been compiled.</summary>
    internal void Add(LintContext table) => _tables.Add(table);

    /// <summary>Tells what has not been told with each table.</summary>
    /// <param name="diagnostics">Takes the findings.</param>
    public void Report(IDiagnosticSink diagnostics)
    {
        foreach (var rule in Rules) rule.Finish();
        foreach (var table in _tables) AllowedFindings.Pass(table, Severity.Info, diagnostics);
    }
}
