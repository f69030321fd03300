using MapKit.Diagnostics;

namespace MapKit.Cli.Commands.Ignoring;

/// <summary>Passes on the findings that no settings ignore.</summary>
/// <param name="settings">The settings.</param>
/// <param name="next">Takes the findings.</param>
internal sealed class IgnoredFindings(IReadOnlyList<LintSettings> settings, IDiagnosticSink next) : IDiagnosticSink
{
    /// <summary>Number of findings that were ignored.</summary>
    public int Count { get; private set; }

    /// <inheritdoc/>
    public void Report(Diagnostic diagnostic)
    {
        if (settings.Any(set => set.Ignores(diagnostic))) Count++;
        else next.Report(diagnostic);
    }
}
