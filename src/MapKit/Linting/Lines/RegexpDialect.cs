namespace MapKit.Linting.Lines;

/// <summary>
/// Finds the syntax of Perl in an expression of a regexp table, which POSIX reads in another way (docs/formats/pattern-tables.md#perl-syntax-in-regexp).
/// The GNU C library knows <c>\w \W \s \S \b \B</c> outside brackets, and back references.
/// </summary>
internal static class RegexpDialect
{
    /// <summary>Finds the places in an expression.</summary>
    /// <param name="expression">The text between the delimiters.</param>
    public static IReadOnlyList<PerlSyntax> Find(ReadOnlySpan<byte> expression)
    {
        var found = new List<PerlSyntax>();
        var index = 0;
        var afterRepetition = false;
        while (index < expression.Length)
        {
            var current = expression[index];
            var isRepetition = false;
            if (current == '\\')
            {
                if (index + 1 < expression.Length && IsUnknownEscape(expression[index + 1])) found.Add(new PerlSyntax(PerlSyntaxKind.Escape, index, 2));
                index += 2;
            }
            else if (current == '[')
            {
                index = ReadBrackets(expression, index, found);
            }
            else if (current == '(' && index + 1 < expression.Length && expression[index + 1] == '?')
            {
                found.Add(new PerlSyntax(PerlSyntaxKind.Group, index, Math.Min(3, expression.Length - index)));
                index += 2;
            }
            else
            {
                isRepetition = current is (byte)'*' or (byte)'+' or (byte)'?' or (byte)'}';
                if (afterRepetition && (current == '?' || current == '+')) found.Add(new PerlSyntax(PerlSyntaxKind.Repetition, index - 1, 2));
                index++;
            }

            afterRepetition = isRepetition;
        }

        return found;
    }

    /// <summary>Reads a bracket expression, in which a backslash has no meaning, and returns where the text after it begins.</summary>
    private static int ReadBrackets(ReadOnlySpan<byte> expression, int start, List<PerlSyntax> found)
    {
        var index = start + 1;
        if (index < expression.Length && expression[index] == '^') index++;
        if (index < expression.Length && expression[index] == ']') index++;
        while (index < expression.Length && expression[index] != ']')
        {
            if (expression[index] == '[' && index + 1 < expression.Length && (char)expression[index + 1] is ':' or '.' or '=')
            {
                var end = expression[(index + 2)..].IndexOf((ReadOnlySpan<byte>)[expression[index + 1], (byte)']']);
                index = end < 0 ? expression.Length : index + 2 + end + 2;
                continue;
            }

            if (expression[index] == '\\' && index + 1 < expression.Length && (char.IsAsciiLetter((char)expression[index + 1]) || IsClosedTooEarly(expression, index)))
                found.Add(new PerlSyntax(PerlSyntaxKind.InBrackets, index, 2));
            index++;
        }

        return index + 1;
    }

    /// <summary>Whether a backslash before <c>]</c> is meant to protect it: another <c>]</c> follows before the next bracket opens.</summary>
    private static bool IsClosedTooEarly(ReadOnlySpan<byte> expression, int backslash)
    {
        if (expression[backslash + 1] != ']') return false;
        var rest = expression[(backslash + 2)..];
        var close = rest.IndexOf((byte)']');
        var open = rest.IndexOf((byte)'[');
        return close >= 0 && (open < 0 || close < open);
    }

    private static bool IsUnknownEscape(byte letter) => char.IsAsciiLetter((char)letter) && letter is not ((byte)'w' or (byte)'W' or (byte)'s' or (byte)'S' or (byte)'b' or (byte)'B');
}

/// <summary>Syntax of Perl in an expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Its first byte.</param>
/// <param name="Length">Number of bytes.</param>
internal readonly record struct PerlSyntax(PerlSyntaxKind Kind, int Start, int Length);

/// <summary>What POSIX reads in another way.</summary>
internal enum PerlSyntaxKind
{
    /// <summary>A backslash and a letter, such as <c>\d</c>.</summary>
    Escape,

    /// <summary>A backslash in brackets, where it is an ordinary character.</summary>
    InBrackets,

    /// <summary><c>(?</c>.</summary>
    Group,

    /// <summary>A lazy or possessive repetition, such as <c>*?</c> and <c>++</c>.</summary>
    Repetition,
}
