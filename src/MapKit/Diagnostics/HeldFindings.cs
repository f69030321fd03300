namespace MapKit.Diagnostics;

/// <summary>
/// Keeps findings back until it is known that they stand: what was found in a source that changed meanwhile is dropped. More than
/// a limit are not kept back, as memory would grow with them.
/// </summary>
/// <param name="next">Takes the findings that stand.</param>
internal sealed class HeldFindings(IDiagnosticSink next) : IDiagnosticSink
{
    private const int Most = 1 << 16;

    private readonly List<Diagnostic> _held = [];

    /// <summary>Whether findings have been passed on, so that the rest cannot be dropped any more.</summary>
    public bool HasPassed { get; private set; }

    /// <inheritdoc/>
    public void Report(Diagnostic diagnostic)
    {
        if (HasPassed) next.Report(diagnostic);
        else _held.Add(diagnostic);
        if (_held.Count == Most) Pass();
    }

    /// <summary>Drops what is held.</summary>
    public void Drop() => _held.Clear();

    /// <summary>Passes on what is held, and from now on everything.</summary>
    public void Pass()
    {
        HasPassed = true;
        Diagnostic[] findings = [.. _held];
        _held.Clear();
        foreach (var finding in findings) next.Report(finding);
    }
}
