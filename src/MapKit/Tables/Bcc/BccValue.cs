using MapKit.Diagnostics;
using MapKit.Tables.Addresses;
using MapKit.Tables.Grammar;
using MapKit.Tables.Patterns;

namespace MapKit.Tables.Bcc;

/// <summary>Parses the values of bcc tables (docs/formats/table-formats.md#bcc). cleanup(8) takes the whole value as one address.</summary>
internal static class BccValue
{
    /// <summary>Parses a value.</summary>
    /// <param name="latin1">The value, one character per byte, trimmed.</param>
    public static ParsedValue<MailAddress> Parse(string latin1)
    {
        var syntax = PatternGrammar.Pattern.Read(latin1);
        var problem = ProblemOf(latin1, syntax);
        if (problem is not null) return new ParsedValue<MailAddress>(null, [problem]);
        return new ParsedValue<MailAddress>(new MailAddress(LocalPart.Unquote(syntax.Local.Text), syntax.HasAt ? syntax.Domain.Text : null), []);
    }

    private static ValueProblem? ProblemOf(string value, PatternSyntax syntax)
    {
        if (value.Length == 0) return Bad(0, 0, "there is no address", "write user@domain");
        if (value[0] is '|' or '/' || value.StartsWith(":include:", StringComparison.OrdinalIgnoreCase))
            return Bad(0, value.Length, "a copy goes to an address, not to a command, a file or a list; Postfix takes the text as the name of a user, and the mail bounces", "write an address, and give it an alias that does this");
        var comma = PatternGrammar.FirstUnquoted(value, ',');
        var space = PatternGrammar.FirstUnquoted(value, ' ');
        var separator = comma < 0 ? space : space < 0 ? comma : Math.Min(comma, space);
        if (separator >= 0)
            return Bad(separator, value.Length - separator, "the value is one address; Postfix takes all of this text as one, which does not exist", "write one address, and give it an alias with several destinations");
        if (syntax is { HasAt: true, Local.Length: 0 }) return Bad(0, value.Length, "there is no name before the @; Postfix sends the copy to the empty name, which does not exist", "write a whole address");
        return syntax.HasAt && (syntax.Domain.Length == 0 || syntax.Domain.Text.Contains('@', StringComparison.Ordinal))
            ? Bad(0, value.Length, "it is not an address; Postfix sends the copy to one that does not exist", "write user@domain")
            : null;
    }

    private static ValueProblem Bad(int start, int length, string message, string help) => new(Rules.BadBccAddress, start, length, message, help);
}
