namespace MapKit.Diagnostics;

/// <summary>Takes findings that somebody else tells.</summary>
internal sealed class NoFindings : IDiagnosticSink
{
    /// <inheritdoc/>
    public void Report(Diagnostic diagnostic)
    {
    }
}
