using System.Buffers;
using MapKit.Diagnostics;
using MapKit.Tables.Grammar;

namespace MapKit.Tables.RblReply;

/// <summary>Checks the templates of <c>rbl_reply_maps</c> and <c>default_rbl_reply</c> (docs/formats/table-formats.md#answers-for-dns-lists).</summary>
internal static class RblReplyTemplate
{
    private static readonly string[] Names =
    [
        "rbl_code", "rbl_domain", "rbl_reason", "rbl_txt", "rbl_what", "rbl_class", "server_name", "client", "client_port", "client_address", "client_name",
        "reverse_client_name", "helo_name", "sender", "sender_name", "sender_domain", "recipient", "recipient_name", "recipient_domain", "localtime",
    ];

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    /// <summary>Recognises an answer without macros. Allocates nothing.</summary>
    public static bool IsCommon(ReadOnlySpan<byte> value) =>
        value.Length > 4 && value[0] is (byte)'4' or (byte)'5' && value[1] is >= (byte)'0' and <= (byte)'9' && value[2] is >= (byte)'0' and <= (byte)'9' && value[3] == ' '
        && !value.ContainsAny("$#"u8);

    /// <summary>Checks a template.</summary>
    /// <param name="latin1">The template, one character per byte.</param>
    /// <param name="isDefault">Whether it is that of <c>default_rbl_reply</c>.</param>
    public static ParsedValue<string> Parse(string latin1, bool isDefault)
    {
        var problems = new List<ValueProblem>();
        if (!BeginsWithCode(latin1))
        {
            problems.Add(new ValueProblem(
                Rules.BadRblReply,
                0,
                Math.Min(latin1.Length, 3),
                "the answer does not begin with a code of three digits and a space; Postfix logs \"rbl response code configuration error\" and answers 450 Service unavailable",
                "begin with $rbl_code, or with a code such as 554"));
        }

        for (var dollar = latin1.IndexOf('$', StringComparison.Ordinal); dollar >= 0; dollar = latin1.IndexOf('$', dollar))
        {
            dollar++;
            if (dollar < latin1.Length && latin1[dollar] == '$')
            {
                dollar++;
                continue;
            }

            var start = dollar < latin1.Length && latin1[dollar] is '{' or '(' ? dollar + 1 : dollar;
            var length = latin1.AsSpan(start).IndexOfAnyExcept(NameCharacters);
            var name = length < 0 ? latin1[start..] : latin1.Substring(start, length);
            if (name.Length > 0 && !Names.Contains(name)) problems.Add(Unknown(name, start, isDefault));
        }

        return new ParsedValue<string>(latin1, problems);
    }

    private static ValueProblem Unknown(string name, int start, bool isDefault)
    {
        var near = Array.Find(Names, known => known.Equals(name, StringComparison.OrdinalIgnoreCase) || Misspelling.IsOneEditAway(known, name.ToLowerInvariant()));
        return new ValueProblem(
            Rules.UnknownRblMacro,
            start,
            name.Length,
            isDefault
                ? $"there is no {Latin1Text.Show("$" + name)} here; the SMTP server stops with \"bad default rbl reply template\" when it rejects a client"
                : $"there is no {Latin1Text.Show("$" + name)} here; Postfix logs \"bad rbl reply template\" and uses default_rbl_reply",
            near is null ? "write one of the names that postconf(5) lists for default_rbl_reply, or $$ for a dollar sign" : $"write ${near}");
    }

    private static bool BeginsWithCode(string value) =>
        value.StartsWith("$rbl_code ", StringComparison.Ordinal) || value.StartsWith("${rbl_code} ", StringComparison.Ordinal) || value.StartsWith("$(rbl_code) ", StringComparison.Ordinal)
        || value.StartsWith("${", StringComparison.Ordinal)
        || (value.Length > 3 && value[0] is '4' or '5' && char.IsAsciiDigit(value[1]) && char.IsAsciiDigit(value[2]) && value[3] == ' ');
}
