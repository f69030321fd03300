using MapKit.Source;

namespace MapKit.Entries;

/// <summary>One entry of a source: a key and a value, and their places. Valid until the next entry is read.</summary>
internal readonly ref struct Entry
{
    private readonly int _keyStart;
    private readonly int _valueStart;
    private readonly AliasEntryParser? _aliases;

    internal Entry(LogicalLine line, int keyStart, int keyLength, int valueStart, int valueLength)
    {
        Line = line;
        _keyStart = keyStart;
        _valueStart = valueStart;
        Key = line.Text.Slice(keyStart, keyLength);
        InternalKey = Key;
        Value = line.Text.Slice(valueStart, valueLength);
    }

    internal Entry(LogicalLine line, AliasEntryParser aliases)
    {
        Line = line;
        _aliases = aliases;
        Key = aliases.ExternalKey;
        InternalKey = aliases.InternalKey;
        Value = aliases.Value;
    }

    /// <summary>The logical line.</summary>
    public LogicalLine Line { get; }

    /// <summary>The key, not folded. postmap syntax: verbatim, quotes included. Aliases: the name in external (quoted) form.</summary>
    public ReadOnlySpan<byte> Key { get; }

    /// <summary>Aliases: the name in internal (unquoted) form, as local(8) before 3.12 looks it up; otherwise the key.</summary>
    public ReadOnlySpan<byte> InternalKey { get; }

    /// <summary>The value: trimmed and otherwise verbatim, or the alias tokens in external form with normal spacing.</summary>
    public ReadOnlySpan<byte> Value { get; }

    /// <summary>End of the key in the text of the line, in bytes.</summary>
    internal int KeyEnd => _aliases is null ? _keyStart + Key.Length : EndOf(_aliases.KeyTokens);

    /// <summary>Start of the value in the text of the line.</summary>
    internal int ValueStart => _aliases is null ? _valueStart : _aliases.ValueTokens[0].SourceStart;

    /// <summary>End of the value in the text of the line.</summary>
    internal int ValueEnd => _aliases is null ? _valueStart + Value.Length : EndOf(_aliases.ValueTokens);

    /// <summary>Whether key and value occur in the source unchanged, each in one piece.</summary>
    internal bool IsInSource => _aliases is null && !Line.IsContinued;

    /// <summary>Where the key begins if <see cref="IsInSource"/>, in bytes from the start of the source.</summary>
    internal long KeyOffset => Line.Segments[0].SourceStart + _keyStart;

    /// <summary>Where the value begins if <see cref="IsInSource"/>, in bytes from the start of the source.</summary>
    internal long ValueOffset => Line.Segments[0].SourceStart + _valueStart;

    /// <summary>The place of bytes of the key in the source.</summary>
    /// <param name="start">First byte, as an offset into <see cref="Key"/>.</param>
    /// <param name="length">Number of bytes.</param>
    public SourcePlace PlaceInKey(int start, int length) =>
        _aliases is null ? Line.PlaceOf(_keyStart + start, length) : PlaceOfToken(_aliases.KeyTokens, start, length);

    /// <summary>The place of bytes of the value in the source.</summary>
    /// <param name="start">First byte, as an offset into <see cref="Value"/>.</param>
    /// <param name="length">Number of bytes.</param>
    public SourcePlace PlaceInValue(int start, int length) =>
        _aliases is null ? Line.PlaceOf(_valueStart + start, length) : PlaceOfToken(_aliases.ValueTokens, start, length);

    /// <summary>The place of the whole key.</summary>
    public SourcePlace KeyPlace => PlaceInKey(0, Key.Length);

    /// <summary>The place of the value.</summary>
    public SourcePlace ValuePlace => PlaceInValue(0, Value.Length);

    private static int EndOf(ReadOnlySpan<AddressToken> tokens) => tokens[^1].SourceStart + tokens[^1].SourceLength;

    private SourcePlace PlaceOfToken(ReadOnlySpan<AddressToken> tokens, int start, int length)
    {
        var from = SourceOffset(tokens, start);
        var to = length == 0 ? from : SourceOffset(tokens, start + length - 1) + 1;
        return Line.PlaceOf(from, Math.Max(to - from, 0));
    }

    /// <summary>Exact inside tokens that have no escapes; otherwise somewhere inside the right token.</summary>
    private static int SourceOffset(ReadOnlySpan<AddressToken> tokens, int offset)
    {
        var (low, high) = (0, tokens.Length - 1);
        while (low < high)
        {
            var middle = low + (high - low + 1) / 2;
            if (tokens[middle].ExternalStart > offset) high = middle - 1;
            else low = middle;
        }

        var token = tokens[low];
        return token.SourceStart + Math.Min(offset - token.ExternalStart, Math.Max(token.SourceLength - 1, 0));
    }
}
