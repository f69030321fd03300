namespace MapKit.Diagnostics;

/// <summary>Receives findings in the order in which they are reported; the caller decides whether to print, count or keep them.</summary>
public interface IDiagnosticSink
{
    /// <summary>Takes one finding.</summary>
    /// <param name="diagnostic">The finding.</param>
    void Report(Diagnostic diagnostic);
}
