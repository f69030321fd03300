using MapKit.Entries;
using MapKit.Maps;
using MapKit.Source;

namespace MapKit.Operations.Verify;

/// <summary>
/// The alias names of a map that are stored in their quoted form, and the values of their plain forms: a name whose two forms
/// have the same value came from one line.
/// </summary>
internal sealed class QuotedNames
{
    // Names in quotes are rare, so strings (ByteText) are sufficient.
    private readonly Dictionary<string, string> _plainOf = [];
    private readonly Dictionary<string, List<string>> _valuesByPlain = [];
    private readonly Dictionary<string, string> _stored = [];

    /// <summary>Collects the names.</summary>
    /// <param name="records">The records without NULs and marks. Enumerated a second time if there are such names.</param>
    /// <returns>Null if there are none.</returns>
    public static QuotedNames? Collect(IEnumerable<MapRecord> records)
    {
        var names = new QuotedNames();
        var line = new AliasLine(AliasKeys.External);
        foreach (var (key, value) in records)
        {
            if (line.IsQuotedForm(key.Span, out var plain)) names.Add(ByteText.FromBytes(key.Span), ByteText.FromBytes(plain), ByteText.FromBytes(value.Span));
        }

        if (names._plainOf.Count == 0) return null;
        foreach (var (key, value) in records)
        {
            if (!key.Span.Contains((byte)0)) names.Store(ByteText.FromBytes(key.Span), value.Span);
        }

        return names;
    }

    /// <summary>Whether a stored key is such a name.</summary>
    public bool IsQuoted(ReadOnlySpan<byte> key) => _plainOf.ContainsKey(ByteText.FromBytes(key));

    /// <summary>Whether the plain form of a quoted name has the same value.</summary>
    public bool IsPair(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        _stored.TryGetValue(_plainOf[ByteText.FromBytes(key)], out var plainValue) && plainValue == ByteText.FromBytes(value);

    /// <summary>Whether a quoted name with this key as plain form has the same value, so that its line gives this record.</summary>
    public bool GivesPlain(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        _valuesByPlain.TryGetValue(ByteText.FromBytes(key), out var values) && values.Contains(ByteText.FromBytes(value));

    /// <summary>Whether the map has one of the two forms of a name.</summary>
    public bool Has(ReadOnlySpan<byte> form) => _stored.ContainsKey(ByteText.FromBytes(form));

    private void Add(string quoted, string plain, string value)
    {
        if (!_plainOf.TryAdd(quoted, plain)) return;
        if (!_valuesByPlain.TryGetValue(plain, out var values)) _valuesByPlain.Add(plain, values = []);
        values.Add(value);
    }

    private void Store(string key, ReadOnlySpan<byte> value)
    {
        if (_plainOf.ContainsKey(key) || _valuesByPlain.ContainsKey(key)) _stored.TryAdd(key, ByteText.FromBytes(value));
    }
}
