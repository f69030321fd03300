namespace MapKit.Diagnostics;

/// <summary>Keeps every finding.</summary>
public sealed class DiagnosticList : IDiagnosticSink
{
    private readonly List<Diagnostic> _items = [];

    /// <summary>The findings so far, in order.</summary>
    public IReadOnlyList<Diagnostic> Items => _items;

    /// <summary>Whether any finding is an error.</summary>
    public bool HasErrors => _items.Exists(item => item.Severity == Severity.Error);

    /// <inheritdoc/>
    public void Report(Diagnostic diagnostic) => _items.Add(diagnostic);
}
