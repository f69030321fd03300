using MapKit.Diagnostics;

namespace MapKit.Lookup.Tables;

/// <summary>Gives findings in a source the words of <c>texthash:</c>, where they are not those of postmap.</summary>
/// <param name="options">Whom to tell, and in whose words.</param>
internal sealed class TextHashWarnings(LookupOptions options) : IDiagnosticSink
{
    /// <inheritdoc/>
    public void Report(Diagnostic diagnostic)
    {
        if (diagnostic.Rule == Rules.MissingValue)
            diagnostic = diagnostic with { PostfixText = diagnostic.PostfixText + " -- ignoring this line" };
        else if (diagnostic.Rule == Rules.NulByte && !options.Differences.WarnsOfNulBytes)
            diagnostic = diagnostic with { PostfixText = null };
        options.Warnings.Report(diagnostic);
    }
}
