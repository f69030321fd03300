using System.Buffers;
using MapKit.Source;

namespace MapKit.Entries;

/// <summary>
/// Splits a logical line into RFC 822 tokens exactly as Postfix's <c>tok822_scan</c> does: nothing is an error, an unclosed quote,
/// comment or literal ends with the line (docs/formats/aliases.md#tokens). Reuses its memory from line to line.
/// </summary>
internal sealed class AddressTokenizer
{
    private static readonly SearchValues<byte> OperatorBytes = SearchValues.Create("|%!()<>@,;:\\\".[]"u8);
    private static readonly SearchValues<byte> AtomEnd = SearchValues.Create("|%!()<>@,;:\\\".[] \t\r\n"u8);

    private readonly ArrayBufferWriter<byte> _text = new(256);
    private AddressToken[] _tokens = new AddressToken[32];
    private int _count;

    /// <summary>The tokens of the last line. May be written to (<see cref="AddressToken.ExternalStart"/>).</summary>
    public Span<AddressToken> Tokens => _tokens.AsSpan(0, _count);

    /// <summary>The text of a token: quotes, brackets and escapes removed; a comment is kept as written.</summary>
    public ReadOnlySpan<byte> TextOf(in AddressToken token) => _text.WrittenSpan.Slice(token.TextStart, token.TextLength);

    /// <summary>Splits a line.</summary>
    /// <param name="line">The text, up to its first NUL.</param>
    public void Scan(ReadOnlySpan<byte> line)
    {
        _text.ResetWrittenCount();
        _count = 0;
        var position = 0;
        while (position < line.Length)
        {
            var current = line[position];
            if (AsciiSpace.IsTokenSeparator(current))
            {
                position++;
                continue;
            }

            ref var token = ref Begin(position);
            position = current switch
            {
                (byte)'(' => ScanComment(line, position, ref token),
                (byte)'[' => ScanDelimited(line, position, (byte)']', AddressTokenKind.DomainLiteral, ref token),
                (byte)'"' => ScanDelimited(line, position, (byte)'"', AddressTokenKind.QuotedString, ref token),
                not (byte)'\\' when OperatorBytes.Contains(current) => ScanOperator(current, position, ref token),
                _ => ScanAtom(line, position, ref token),
            };
            token.TextLength = _text.WrittenCount - token.TextStart;
            token.SourceLength = position - token.SourceStart;
        }
    }

    private ref AddressToken Begin(int position)
    {
        if (_count == _tokens.Length) Array.Resize(ref _tokens, _count * 2);
        ref var token = ref _tokens[_count++];
        token = new AddressToken { SourceStart = position, TextStart = _text.WrittenCount };
        return ref token;
    }

    private static int ScanOperator(byte current, int position, ref AddressToken token)
    {
        token.Kind = AddressTokenKind.Operator;
        token.Operator = current;
        return position + 1;
    }

    private int ScanComment(ReadOnlySpan<byte> line, int position, ref AddressToken token)
    {
        token.Kind = AddressTokenKind.Comment;
        var start = position++;
        for (var level = 1; position < line.Length && level > 0; position++)
        {
            switch (line[position])
            {
                case (byte)'(':
                    level++;
                    break;
                case (byte)')':
                    level--;
                    break;
                case (byte)'\\' when position + 1 < line.Length:
                    position++;
                    break;
            }
        }

        _text.Write(line[start..position]);
        return position;
    }

    private int ScanDelimited(ReadOnlySpan<byte> line, int position, byte close, AddressTokenKind kind, ref AddressToken token)
    {
        token.Kind = kind;
        position++;
        while (position < line.Length && line[position] != close)
        {
            if (line[position] == '\\' && ++position == line.Length) break;
            Put(line[position++]);
        }

        return position < line.Length ? position + 1 : position;
    }

    private int ScanAtom(ReadOnlySpan<byte> line, int position, ref AddressToken token)
    {
        token.Kind = AddressTokenKind.Atom;
        while (position < line.Length)
        {
            var rest = line[position..];
            var run = rest.IndexOfAny(AtomEnd);
            if (run < 0) run = rest.Length;
            _text.Write(rest[..run]);
            position += run;
            if (position == line.Length || line[position] != '\\') break;
            if (++position == line.Length) break;
            Put(line[position++]);
        }

        if (NeedsQuotes(_text.WrittenSpan[token.TextStart..])) token.Kind = AddressTokenKind.QuotedString;
        return position;
    }

    private static bool NeedsQuotes(ReadOnlySpan<byte> atom)
    {
        foreach (var value in atom)
        {
            if (value <= ' ' || value == 0x7f || OperatorBytes.Contains(value)) return true;
        }

        return false;
    }

    private void Put(byte value)
    {
        _text.GetSpan(1)[0] = AsciiSpace.IsTokenSeparator(value) ? (byte)' ' : value;
        _text.Advance(1);
    }
}
