using MapKit.Diagnostics;
using MapKit.Maps;
using MapKit.Source;

namespace MapKit.Cli.DropIn;

/// <summary>Findings of a build: duplicates under the map's name or not at all, and a key without room ends the work.</summary>
internal sealed class CreateWarnings(DropInRun run, string name, MapType type) : IDiagnosticSink
{
    /// <inheritdoc/>
    public void Report(Diagnostic diagnostic)
    {
        if (diagnostic.Rule == Rules.KeyTooLong || diagnostic.Rule == Rules.EmptyKey)
            throw new FatalException($"error updating lmdb:{ByteText.Of(name)}: MDB_BAD_VALSIZE: Unsupported size of key/DB name/data, or wrong DUPFIXED size");
        if (diagnostic.Rule != Rules.DuplicateKey) run.Log.Report(diagnostic);
        else if (run.Options.Repeated == RepeatedKeys.Warn) run.Log.Warn(ShownName + ": " + diagnostic.PostfixText);
    }

    /// <summary>Each type forms its name for messages in its own way (postfix-tables 2.5).</summary>
    private string ShownName => ByteText.Of(type switch
    {
        MapType.Lmdb => $"lmdb:{name}",
        MapType.Cdb => name,
        _ => name + MapTypes.SuffixOf(type),
    });
}
