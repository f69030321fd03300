using System.Buffers;
using MapKit.Source;

namespace MapKit.Entries;

/// <summary>Builds the line of an alias source from a record: finds a form of the name that the parser reads back.</summary>
internal sealed class AliasLine(AliasKeys keys)
{
    private readonly AliasEntryParser _parser = new();
    private readonly ArrayBufferWriter<byte> _name = new(64);
    private readonly ArrayBufferWriter<byte> _line = new(256);

    /// <summary>The second key under which the line written last stores its value, if names are stored in both forms; null if there is none.</summary>
    public byte[]? OtherForm { get; private set; }

    /// <summary>Whether a stored key is the quoted form of a name whose plain form differs, and that form.</summary>
    public bool IsQuotedForm(ReadOnlySpan<byte> key, out ReadOnlySpan<byte> plain)
    {
        plain = default;
        if (!key.ContainsAny("\"\\"u8) || !Read(key.StartsWith("#"u8) ? Escaped(key) : key, "x"u8) || !_parser.ExternalKey.SequenceEqual(key)) return false;
        plain = _parser.InternalKey;
        return !plain.SequenceEqual(key);
    }

    /// <summary>Writes the line of a record.</summary>
    /// <param name="key">The name as it is stored.</param>
    /// <param name="value">The value.</param>
    /// <param name="output">Receives the line with its line feed; nothing if the record cannot be expressed.</param>
    /// <param name="problem">Why there is no line, or how the compiled record differs; null if it does not.</param>
    /// <returns>Whether a line was written.</returns>
    public bool TryWrite(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, IBufferWriter<byte> output, out string? problem)
    {
        OtherForm = null;
        if (!TryName(key, value))
        {
            problem = Why(key, value);
            return false;
        }

        if (keys == AliasKeys.Both)
        {
            if (!_parser.ExternalKey.SequenceEqual(key)) OtherForm = _parser.ExternalKey.ToArray();
            else if (!_parser.InternalKey.SequenceEqual(key)) OtherForm = _parser.InternalKey.ToArray();
        }

        problem = _parser.Value.SequenceEqual(value) ? null : "compile stores the value with different spacing or quoting";
        output.Write(_line.WrittenSpan);
        output.Write("\n"u8);
        return true;
    }

    /// <summary>Finds a form of the name that is stored as this key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="name">The text before the colon; valid until the next call.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryName(ReadOnlySpan<byte> key, out ReadOnlySpan<byte> name)
    {
        name = default;
        if (!TryName(key, "x"u8)) return false;
        name = _line.WrittenSpan[..^": x"u8.Length];
        return true;
    }

    /// <summary>Tries the name unchanged, then with the # at its start escaped, then as a quoted string.</summary>
    private bool TryName(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (ReadsBack(key, value) || ReadsBack(Escaped(key), key, value)) return true;

        _name.ResetWrittenCount();
        _name.Write("\""u8);
        foreach (var current in key)
        {
            if (current is (byte)'"' or (byte)'\\') _name.Write("\\"u8);
            _name.Write([current]);
        }

        _name.Write("\""u8);
        return ReadsBack(_name.WrittenSpan, key, value);
    }

    private ReadOnlySpan<byte> Escaped(ReadOnlySpan<byte> key)
    {
        _name.ResetWrittenCount();
        _name.Write("\\"u8);
        _name.Write(key);
        return _name.WrittenSpan;
    }

    private bool ReadsBack(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => ReadsBack(key, key, value);

    private bool ReadsBack(ReadOnlySpan<byte> name, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        Read(name, value)
        && ((keys != AliasKeys.Internal && _parser.ExternalKey.SequenceEqual(key))
            || (keys != AliasKeys.External && _parser.InternalKey.SequenceEqual(key)));

    private bool Read(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.IsEmpty || name[0] == '#' || AsciiSpace.IsSpace(name[0])) return false;
        _line.ResetWrittenCount();
        _line.Write(name);
        _line.Write(": "u8);
        _line.Write(value);
        return _parser.Parse(_line.WrittenSpan) == AliasEntryParser.Result.Entry;
    }

    private string Why(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (!Read("x"u8, value)) return "the value is empty or only whitespace";
        return keys == AliasKeys.External
            ? "the key is the plain form of a name that has to be quoted"
            : $"no alias name is stored as this key of {key.Length} bytes";
    }
}
