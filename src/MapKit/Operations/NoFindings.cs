using MapKit.Diagnostics;

namespace MapKit.Operations;

/// <summary>Takes findings that somebody else tells.</summary>
internal sealed class NoFindings : IDiagnosticSink
{
    /// <inheritdoc/>
    public void Report(Diagnostic diagnostic)
    {
    }
}
