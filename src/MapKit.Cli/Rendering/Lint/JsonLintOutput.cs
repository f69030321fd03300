using MapKit.Diagnostics;

namespace MapKit.Cli.Rendering.Lint;

/// <summary>One JSON object per line.</summary>
internal sealed class JsonLintOutput(ByteWriter output) : ILintOutput
{
    /// <inheritdoc/>
    public void Report(Diagnostic diagnostic) => JsonLine.Write(output, diagnostic);

    /// <inheritdoc/>
    public void ReportFailure(string message)
    {
        // The error is among the objects already.
    }

    /// <inheritdoc/>
    public void End()
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
