namespace MapKit.Diagnostics;

/// <summary>Discards findings that are reported elsewhere.</summary>
internal sealed class NoFindings : IDiagnosticSink
{
    /// <inheritdoc/>
    public void Report(Diagnostic diagnostic)
    {
    }
}
