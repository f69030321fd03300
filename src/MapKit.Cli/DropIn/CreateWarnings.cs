using MapKit.Diagnostics;
using MapKit.Maps;
using MapKit.Source;

namespace MapKit.Cli.DropIn;

/// <summary>Findings of a build: duplicates are reported under the map's name or ignored, and a key that is too long ends the work.</summary>
internal sealed class CreateWarnings(DropInRun run, string name, MapType type) : IDiagnosticSink
{
    /// <inheritdoc/>
    public void Report(Diagnostic diagnostic)
    {
        if (diagnostic.Rule == Rules.KeyTooLong || diagnostic.Rule == Rules.EmptyKey)
            throw new FatalException(ByteText.FromText(Postfix.CannotPut(name, Postfix.KeyLengthReason)));
        if (diagnostic.Rule != Rules.DuplicateKey) run.Log.Report(diagnostic);
        else if (run.Options.Repeated == RepeatedKeys.Warn) run.Log.Warn(ShownName + ": " + diagnostic.PostfixText);
    }

    private PostfixBehaviour Postfix => MapTypes.PostfixBehaviourOf(type);

    private string ShownName => ByteText.FromText(Postfix.NameInBuildWarnings(name));
}
