using System.Buffers;
using System.Text;

namespace MapKit.Messages;

/// <summary>
/// The items of a <c>Content-Type</c> field, which semicolons separate, as their first three tokens: words, quoted strings
/// and the specials of RFC 2045, without the whitespace and comments between them.
/// </summary>
internal sealed class ContentTypeTokens
{
    private const int Capacity = 3;

    private static readonly SearchValues<byte> Specials = SearchValues.Create("()<>@,;:\\\"/[]?="u8);

    private readonly (HeaderTokenKind Kind, int End)[] _tokens = new (HeaderTokenKind, int)[Capacity];
    private byte[] _text = [];
    private int _length;

    /// <summary>Number of available tokens of the item read last.</summary>
    public int Count { get; private set; }

    /// <summary>Reads the next item.</summary>
    /// <param name="value">The field's text.</param>
    /// <param name="position">The start of the item; afterwards the start of the next one.</param>
    /// <returns>False at the end; an item without tokens counts if a semicolon ends it.</returns>
    public bool Read(ReadOnlySpan<byte> value, ref int position)
    {
        if (_text.Length < value.Length) _text = new byte[value.Length];
        _length = 0;
        Count = 0;
        while (position < value.Length)
        {
            var current = value[position++];
            if (current == ';') return true;
            if (IsWhitespace(current)) continue;
            if (current == '(') SkipComment(value, ref position);
            else if (current == '"') ReadQuoted(value, ref position);
            else if (Specials.Contains(current) || IsControl(current)) Add(HeaderTokenKind.Special, [current]);
            else ReadWord(value, ref position);
        }

        return Count > 0;
    }

    /// <summary>Text of a token, without quotes.</summary>
    public ReadOnlySpan<byte> Text(int index)
    {
        var start = index == 0 ? 0 : _tokens[index - 1].End;
        return _text.AsSpan(start, _tokens[index].End - start);
    }

    /// <summary>Whether a token is this word, in any case.</summary>
    public bool IsWord(int index, ReadOnlySpan<byte> word) => _tokens[index].Kind == HeaderTokenKind.Word && Ascii.EqualsIgnoreCase(Text(index), word);

    /// <summary>Whether a token is this special character.</summary>
    public bool IsSpecial(int index, byte special) => _tokens[index].Kind == HeaderTokenKind.Special && Text(index)[0] == special;

    /// <summary>Whether the item is <c>type/subtype</c> with this subtype.</summary>
    public bool HasSubtype(ReadOnlySpan<byte> subtype) => Count == Capacity && IsSpecial(1, (byte)'/') && IsWord(2, subtype);

    private static bool IsWhitespace(byte value) => value is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';

    private static bool IsControl(byte value) => value is < 0x20 or 0x7f;

    /// <summary>Comments nest; a backslash takes the next byte's meaning.</summary>
    private static void SkipComment(ReadOnlySpan<byte> value, ref int position)
    {
        for (var level = 1; level > 0 && position < value.Length;)
        {
            switch (value[position++])
            {
                case (byte)'(': level++; break;
                case (byte)')': level--; break;
                case (byte)'\\': position++; break;
            }
        }

        position = Math.Min(position, value.Length);
    }

    private void ReadQuoted(ReadOnlySpan<byte> value, ref int position)
    {
        var start = _length;
        while (position < value.Length)
        {
            var current = value[position++];
            if (current == '"') break;
            if (current == '\n')
            {
                // The whitespace before a line end is removed, that at the start of the next line is kept.
                _length = start + _text.AsSpan(start, _length - start).TrimEnd(" \t\r\n"u8).Length;
                continue;
            }

            if (current == '\\')
            {
                if (position == value.Length) break;
                current = value[position++];
            }

            _text[_length++] = current;
        }

        EndToken(HeaderTokenKind.Quoted, start);
    }

    private void ReadWord(ReadOnlySpan<byte> value, ref int position)
    {
        var start = position - 1;
        while (position < value.Length && !IsWhitespace(value[position]) && !IsControl(value[position]) && !Specials.Contains(value[position])) position++;
        Add(HeaderTokenKind.Word, value[start..position]);
    }

    private void Add(HeaderTokenKind kind, ReadOnlySpan<byte> text)
    {
        var start = _length;
        text.CopyTo(_text.AsSpan(start));
        _length += text.Length;
        EndToken(kind, start);
    }

    /// <summary>Counts the token added to the text, or removes it if there are enough tokens.</summary>
    private void EndToken(HeaderTokenKind kind, int start)
    {
        if (Count == Capacity) _length = start;
        else _tokens[Count++] = (kind, _length);
    }
}
