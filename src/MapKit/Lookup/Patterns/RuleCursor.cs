using MapKit.Source;

namespace MapKit.Lookup.Patterns;

/// <summary>A place in the text of a rule. The text ends in a NUL, which occurs nowhere else.</summary>
/// <param name="text">The text, without NUL.</param>
internal ref struct RuleCursor(ReadOnlySpan<byte> text)
{
    private readonly ReadOnlySpan<byte> _text = text;

    /// <summary>Bytes before the place.</summary>
    public int Position { get; set; }

    /// <summary>The byte at the place.</summary>
    public readonly byte Current => Position < _text.Length ? _text[Position] : (byte)0;

    /// <summary>Whether the place is the end.</summary>
    public readonly bool AtEnd => Position >= _text.Length;

    /// <summary>Whether the byte at the place is whitespace.</summary>
    public readonly bool AtSpace => AsciiSpace.IsSpace(Current);

    /// <summary>Whether one byte is left.</summary>
    public readonly bool AtLast => Position == _text.Length - 1;

    /// <summary>The text from the place on.</summary>
    public readonly ReadOnlySpan<byte> Rest => _text[Position..];

    /// <summary>The text between an earlier place and this one.</summary>
    public readonly ReadOnlySpan<byte> Since(int start) => _text[start..Position];

    /// <summary>Moves to the next byte that is not whitespace.</summary>
    public void SkipSpace()
    {
        while (AtSpace) Position++;
    }

    /// <summary>Skips exclamation marks and whitespace.</summary>
    /// <returns>Whether the marks negate.</returns>
    public bool SkipNegations()
    {
        var negated = false;
        for (; Current == '!' || AtSpace; Position++) negated ^= Current == '!';
        return negated;
    }

    /// <summary>Skips a word, in any case, that is not followed by a letter or digit.</summary>
    /// <param name="word">The word in lower case.</param>
    /// <returns>Whether it was there.</returns>
    public bool TrySkipWord(ReadOnlySpan<byte> word)
    {
        var rest = Rest;
        if (rest.Length < word.Length || !System.Text.Ascii.EqualsIgnoreCase(rest[..word.Length], word)) return false;
        if (rest.Length > word.Length && char.IsAsciiLetterOrDigit((char)rest[word.Length])) return false;
        Position += word.Length;
        return true;
    }
}
