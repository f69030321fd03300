using MapKit.Diagnostics;
using MapKit.Maps;
using MapKit.Source;

namespace MapKit.Lookup.Tables;

/// <summary><c>debug:type:name</c> (3.12): another table, with a log line for every lookup.</summary>
/// <param name="name">The table that is meant.</param>
/// <param name="inner">The table, opened; disposed with this one.</param>
/// <param name="log">Takes the lines.</param>
internal sealed class DebugTable(string name, LookupTable inner, IDiagnosticSink log) : LookupTable("debug", name)
{
    /// <inheritdoc/>
    public override bool HasFixedKeys => inner.HasFixedKeys;

    /// <inheritdoc/>
    public override SourcePlace? PlaceOfAnswer => inner.PlaceOfAnswer;

    /// <inheritdoc/>
    public override IEnumerable<MapRecord> Records
    {
        get
        {
            foreach (var record in inner.Records)
            {
                Log($"{Name} sequence: \"{ByteText.FromBytes(record.Key.Span)}\" = \"{ByteText.FromBytes(record.Value.Span)}\"");
                yield return record;
            }

            Log($"{Name} sequence: found EOF");
        }
    }

    /// <inheritdoc/>
    public override bool TryFind(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value)
    {
        var lookup = $"{Name} lookup: \"{ByteText.FromBytes(key)}\" = ";
        try
        {
            var found = inner.TryFind(key, out value);
            Log($"{lookup}\"{(found ? ByteText.FromBytes(value.Span) : "not_found")}\"");
            return found;
        }
        catch (LookupException exception) when (exception.IsAnswer)
        {
            Log(lookup + "\"error\"");
            throw LookupException.QueryError(this, exception.Reason);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    private void Log(string text) => log.Report(new Diagnostic(Rules.LookupLogged, $"{Type}:{Name}", null, text) { PostfixText = text });
}
