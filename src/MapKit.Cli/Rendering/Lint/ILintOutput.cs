using MapKit.Diagnostics;

namespace MapKit.Cli.Rendering.Lint;

/// <summary>One form in which <c>mapkit lint</c> tells its findings on standard output.</summary>
internal interface ILintOutput : IDiagnosticSink, IDisposable
{
    /// <summary>Writes what follows the last finding.</summary>
    void End();
}
