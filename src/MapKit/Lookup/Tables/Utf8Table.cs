using System.Text.Unicode;
using MapKit.Diagnostics;
using MapKit.Maps;
using MapKit.Records;
using MapKit.Source;

namespace MapKit.Lookup.Tables;

/// <summary>
/// The UTF-8 layer over any table (docs/formats/folding.md#utf-8-mode): keys and values that are not UTF-8 are refused, and
/// keys of fixed strings are folded. Listing records bypasses it.
/// </summary>
internal sealed class Utf8Table : LookupTable
{
    private const string What = "malformed UTF-8 or invalid codepoint";

    private readonly LookupTable _inner;
    private readonly KeyFolder _folder;
    private readonly IDiagnosticSink _warnings;

    /// <summary>Creates a table.</summary>
    /// <param name="inner">The table itself, which does not fold; disposed with this one.</param>
    /// <param name="options">How tables are asked.</param>
    public Utf8Table(LookupTable inner, LookupOptions options)
        : base(inner)
    {
        _inner = inner;
        _folder = new KeyFolder(inner.HasFixedKeys ? options.Folding : KeyFolding.None);
        _warnings = options.Warnings;
    }

    /// <inheritdoc/>
    public override bool HasFixedKeys => _inner.HasFixedKeys;

    /// <inheritdoc/>
    public override SourcePlace? PlaceOfAnswer => _inner.PlaceOfAnswer;

    /// <inheritdoc/>
    public override IEnumerable<MapRecord> Records => _inner.Records;

    /// <inheritdoc/>
    public override bool TryFind(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value)
    {
        value = default;
        if (!Utf8.IsValid(key))
        {
            Warn(
                Rules.QueriedKeyNotUtf8,
                $"the key \"{DisplayText.Escape(key)}\" is not valid UTF-8; Postfix finds nothing",
                $"{Type}:{Name}: non-UTF-8 key \"{ByteText.FromBytes(key)}\": {What}");
            return false;
        }

        if (!_inner.TryFind(_folder.Fold(key), out value)) return false;
        if (Utf8.IsValid(value.Span)) return true;
        Warn(
            Rules.FoundValueNotUtf8,
            $"the value of \"{DisplayText.Escape(key)}\" is not valid UTF-8; Postfix cannot use it",
            $"{Type}:{Name}: key \"{ByteText.FromBytes(key)}\": non-UTF-8 value \"{ByteText.FromBytes(value.Span)}\": {What}");
        throw LookupException.QueryError(this);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _inner.Dispose();
        base.Dispose(disposing);
    }

    private void Warn(DiagnosticRule rule, string message, string postfixText) =>
        _warnings.Report(new Diagnostic(rule, $"{Type}:{Name}", null, message) { PostfixText = postfixText });
}
