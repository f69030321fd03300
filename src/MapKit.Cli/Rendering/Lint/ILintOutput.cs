using MapKit.Diagnostics;

namespace MapKit.Cli.Rendering.Lint;

/// <summary>An output format of <c>mapkit lint</c> on standard output.</summary>
internal interface ILintOutput : IDiagnosticSink, IDisposable
{
    /// <summary>Writes what follows the last finding.</summary>
    void End();
}
