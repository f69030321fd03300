namespace MapKit.Diagnostics;

/// <summary>Passes findings on, counts them, and records whether one was an error.</summary>
internal sealed class CountingSink(IDiagnosticSink next) : IDiagnosticSink
{
    /// <summary>Whether an error has passed.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>How many have passed.</summary>
    public long Count { get; private set; }

    /// <inheritdoc/>
    public void Report(Diagnostic diagnostic)
    {
        Count++;
        HasErrors |= diagnostic.Severity == Severity.Error;
        next.Report(diagnostic);
    }
}
