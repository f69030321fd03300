using System.Buffers;

namespace MapKit.Entries;

/// <summary>Parses one line of an alias source (docs/formats/aliases.md#from-tokens-to-a-record). Reuses its memory from line to line.</summary>
internal sealed class AliasEntryParser
{
    private readonly AddressTokenizer _tokenizer = new();
    private readonly ArrayBufferWriter<byte> _externalKey = new(64);
    private readonly ArrayBufferWriter<byte> _internalKey = new(64);
    private readonly ArrayBufferWriter<byte> _value = new(256);
    private int _colon;

    /// <summary>The result of parsing a line.</summary>
    public enum Result
    {
        /// <summary>A name and a value.</summary>
        Entry,

        /// <summary>No token; skipped without a message.</summary>
        Nothing,

        /// <summary>Not <c>name: value</c>.</summary>
        NeedsNameAndValue,

        /// <summary>The name has a domain.</summary>
        NameHasDomain,
    }

    /// <summary>The name as Postfix 3.12 stores it.</summary>
    public ReadOnlySpan<byte> ExternalKey => _externalKey.WrittenSpan;

    /// <summary>The name as older versions store it.</summary>
    public ReadOnlySpan<byte> InternalKey => _internalKey.WrittenSpan;

    /// <summary>The value in external form.</summary>
    public ReadOnlySpan<byte> Value => _value.WrittenSpan;

    /// <summary>The tokens before the colon.</summary>
    public ReadOnlySpan<AddressToken> KeyTokens => _tokenizer.Tokens[.._colon];

    /// <summary>The tokens after the colon.</summary>
    public ReadOnlySpan<AddressToken> ValueTokens => _tokenizer.Tokens[(_colon + 1)..];

    /// <summary>Parses a line.</summary>
    /// <param name="line">Its text, up to the first NUL.</param>
    public Result Parse(ReadOnlySpan<byte> line)
    {
        _tokenizer.Scan(line);
        var tokens = _tokenizer.Tokens;
        if (tokens.Length == 0) return Result.Nothing;

        _colon = IndexOf(tokens, ':');
        if (_colon <= 0 || _colon == tokens.Length - 1 || IndexOf(tokens[.._colon], ',') >= 0) return Result.NeedsNameAndValue;
        if (IndexOf(tokens[.._colon], '@') >= 0 || IndexOf(tokens[.._colon], '%') >= 0) return Result.NameHasDomain;

        WriteExternal(tokens[.._colon], _externalKey);
        WriteInternal(tokens[.._colon], _internalKey);
        WriteExternal(tokens[(_colon + 1)..], _value);
        return Result.Entry;
    }

    private static int IndexOf(ReadOnlySpan<AddressToken> tokens, char operatorByte)
    {
        for (var i = 0; i < tokens.Length; i++)
        {
            if (tokens[i].Operator == operatorByte) return i;
        }

        return -1;
    }

    private void WriteExternal(Span<AddressToken> tokens, ArrayBufferWriter<byte> output)
    {
        output.ResetWrittenCount();
        for (var i = 0; i < tokens.Length; i++)
        {
            ref var token = ref tokens[i];
            token.ExternalStart = output.WrittenCount;
            switch (token.Kind)
            {
                case AddressTokenKind.QuotedString:
                    output.Write("\""u8);
                    WriteEscaped(_tokenizer.TextOf(token), "\"\\\r\n"u8, output);
                    output.Write("\""u8);
                    break;
                case AddressTokenKind.DomainLiteral:
                    output.Write("["u8);
                    WriteEscaped(_tokenizer.TextOf(token), "\\\r\n"u8, output);
                    output.Write("]"u8);
                    break;
                case AddressTokenKind.Operator:
                    output.Write([token.Operator]);
                    break;
                default:
                    output.Write(_tokenizer.TextOf(token));
                    break;
            }

            // In external form a comma is always followed by a space, also at the end.
            if (token.Operator == ',' || SpaceFollows(tokens, i)) output.Write(" "u8);
        }
    }

    private void WriteInternal(ReadOnlySpan<AddressToken> tokens, ArrayBufferWriter<byte> output)
    {
        output.ResetWrittenCount();
        for (var i = 0; i < tokens.Length; i++)
        {
            var token = tokens[i];
            if (token.Kind == AddressTokenKind.DomainLiteral) output.Write("["u8);
            if (token.Kind == AddressTokenKind.Operator) output.Write([token.Operator]);
            else output.Write(_tokenizer.TextOf(token));
            if (token.Kind == AddressTokenKind.DomainLiteral) output.Write("]"u8);
            if (SpaceFollows(tokens, i)) output.Write(" "u8);
        }
    }

    private static bool SpaceFollows(ReadOnlySpan<AddressToken> tokens, int index)
    {
        if (index + 1 == tokens.Length) return false;
        var next = tokens[index + 1];
        return tokens[index].Operator == ',' || next.Operator == '<' || (tokens[index].IsWord && next.IsWord);
    }

    private static void WriteEscaped(ReadOnlySpan<byte> text, ReadOnlySpan<byte> escaped, ArrayBufferWriter<byte> output)
    {
        foreach (var value in text)
        {
            if (escaped.Contains(value)) output.Write("\\"u8);
            output.Write([value]);
        }
    }
}
