using System.Text;
using MapKit.Diagnostics;
using MapKit.Lookup.Patterns;
using MapKit.Source;

namespace MapKit.Linting.Lines;

/// <summary>Expressions of a regexp table in the syntax of Perl, which POSIX reads in another way.</summary>
internal sealed class RegexpDialectRule(LintContext context) : ILineRule
{
    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } = new LintRule<ILineRule>(
        context => new RegexpDialectRule(context), new RuleScope { WithPatternTables = true, WhenCompiling = false }, Rules.PerlSyntax);

    /// <inheritdoc/>
    public void See(in LintedLine line)
    {
        if (context.RuleType != RuleTableType.Regexp) return;
        var text = line.Text;
        var position = 0;
        if (text.Length > 2 && Ascii.EqualsIgnoreCase(text[..2], "if"u8) && AsciiSpace.IsSpace(text[2])) position = 2 + AsciiSpace.LeadingLength(text[2..]);
        while (position < text.Length)
        {
            while (position < text.Length && (text[position] == '!' || AsciiSpace.IsSpace(text[position]))) position++;
            if (position >= text.Length || char.IsAsciiLetterOrDigit((char)text[position])) return;
            var end = EndOf(text, position);
            if (end < 0) return;
            var flags = end + 1;
            while (flags < text.Length && char.IsAsciiLetter((char)text[flags])) flags++;

            // With x the expression is a basic one, in which ( and + are ordinary characters.
            if (!text[end..flags].Contains((byte)'x')) Report(line.Line, text, position + 1, end);

            // Another expression follows at once; a result is separated by whitespace.
            if (flags >= text.Length || text[flags] != '!') return;
            position = flags;
        }
    }

    /// <inheritdoc/>
    public void End()
    {
    }

    private static int EndOf(ReadOnlySpan<byte> text, int start)
    {
        for (var index = start + 1; index < text.Length; index++)
        {
            if (text[index] == '\\') index++;
            else if (text[index] == text[start]) return index;
        }

        return -1;
    }

    private void Report(LogicalLine line, ReadOnlySpan<byte> text, int start, int end)
    {
        foreach (var found in RegexpDialect.Find(text[start..end]))
        {
            var shown = $"\"{DisplayText.Escape(text.Slice(start + found.Start, found.Length))}\"";
            var (message, help) = Texts(found.Kind, shown, (char)text[start + found.Start + 1]);
            context.Report(Rules.PerlSyntax, line.PlaceOf(start + found.Start, found.Length), message, help);
        }
    }

    private static (string Message, string Help) Texts(PerlSyntaxKind kind, string shown, char letter) => kind switch
    {
        PerlSyntaxKind.Group => ($"{shown} is syntax of Perl, which POSIX does not have; Postfix skips this rule", "name the table with pcre: instead of regexp:"),
        PerlSyntaxKind.Repetition => (
            $"POSIX has no lazy or possessive repetition: in {shown} the second character repeats the repetition, which matches as much as it can",
            "remove the second character, or name the table with pcre: instead of regexp:"),
        PerlSyntaxKind.InBrackets => (
            letter == ']'
                ? $"in brackets a backslash is an ordinary character in POSIX; {shown} ends the brackets here"
                : $"in brackets a backslash is an ordinary character in POSIX; {shown} means a backslash or the letter {letter}",
            letter switch
            {
                ']' => "write the ] first in the brackets, or name the table with pcre: instead of regexp:",
                'd' => "write 0-9, or name the table with pcre: instead of regexp:",
                'w' => "write [:alnum:]_ in the brackets, or name the table with pcre: instead of regexp:",
                's' => "write [:space:] in the brackets, or name the table with pcre: instead of regexp:",
                _ => "name the table with pcre: instead of regexp:",
            }),
        _ => (
            $"POSIX does not have {shown}; it matches the letter {letter} or nothing",
            letter switch
            {
                'd' => "write [0-9], or name the table with pcre: instead of regexp:",
                'D' => "write [^0-9], or name the table with pcre: instead of regexp:",
                _ => "name the table with pcre: instead of regexp:",
            }),
    };
}
