using MapKit.Diagnostics;

namespace MapKit.Cli.Rendering.Lint;

/// <summary>An output format of <c>mapkit lint</c> on standard output.</summary>
internal interface ILintOutput : IDiagnosticSink, IDisposable
{
    /// <summary>Writes that something could not be checked, after all findings. Standard error has it in any format.</summary>
    /// <param name="message">What and why.</param>
    void ReportFailure(string message);

    /// <summary>Writes what follows the last finding.</summary>
    void End();
}
