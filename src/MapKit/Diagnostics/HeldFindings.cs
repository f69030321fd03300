namespace MapKit.Diagnostics;

/// <summary>
/// Holds findings until they are confirmed: the findings of a source that changed meanwhile are dropped. More than
/// a limit are not held, because memory would grow with them.
/// </summary>
/// <param name="next">Takes the findings that stand.</param>
internal sealed class HeldFindings(IDiagnosticSink next) : IDiagnosticSink
{
    private const int Most = 1 << 16;

    private readonly List<Diagnostic> _held = [];

    /// <summary>Whether findings have been passed on, so that the rest can no longer be dropped.</summary>
    public bool HasPassed { get; private set; }

    /// <inheritdoc/>
    public void Report(Diagnostic diagnostic)
    {
        if (HasPassed) next.Report(diagnostic);
        else _held.Add(diagnostic);
        if (_held.Count == Most) Pass();
    }

    /// <summary>Drops the held findings.</summary>
    public void Drop() => _held.Clear();

    /// <summary>Passes on the held findings, and from now on every finding.</summary>
    public void Pass()
    {
        HasPassed = true;
        Diagnostic[] findings = [.. _held];
        _held.Clear();
        foreach (var finding in findings) next.Report(finding);
    }
}
