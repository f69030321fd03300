using System.Collections;

namespace MapKit.Diagnostics;

/// <summary>Keeps every finding, in the order in which they are reported.</summary>
public sealed class DiagnosticList : IDiagnosticSink, IReadOnlyList<Diagnostic>
{
    private readonly List<Diagnostic> _items = [];

    /// <inheritdoc/>
    public int Count => _items.Count;

    /// <summary>Whether any finding is an error.</summary>
    public bool HasErrors => _items.Exists(item => item.Severity == Severity.Error);

    /// <inheritdoc/>
    public Diagnostic this[int index] => _items[index];

    /// <inheritdoc/>
    public void Report(Diagnostic diagnostic) => _items.Add(diagnostic);

    /// <inheritdoc/>
    public IEnumerator<Diagnostic> GetEnumerator() => _items.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
