using System.Text;
using MapKit.Diagnostics;
using MapKit.Tables.Grammar;

namespace MapKit.Tables.Filters;

/// <summary>Parses the results of filters (docs/formats/filters.md#results).</summary>
internal static class FilterValue
{
    /// <summary>Recognises the common shapes without allocating.</summary>
    /// <param name="value">The value, trimmed.</param>
    /// <param name="use">The kind of table.</param>
    /// <returns>True only if <see cref="Parse"/> finds no problem.</returns>
    public static bool IsCommon(ReadOnlySpan<byte> value, FilterUse use) => use switch
    {
        FilterUse.PostscreenAccess => Ascii.EqualsIgnoreCase(value, "permit"u8) || Ascii.EqualsIgnoreCase(value, "reject"u8) || Ascii.EqualsIgnoreCase(value, "dunno"u8),
        FilterUse.DnsReply => Ascii.EqualsIgnoreCase(value, "IGNORE"u8),
        FilterUse.Milters => Ascii.EqualsIgnoreCase(value, "DISABLE"u8),
        FilterUse.RejectFooter or FilterUse.Command or FilterUse.ListName => !value.Contains((byte)'#'),
        _ => false,
    };

    /// <summary>Parses a value.</summary>
    /// <param name="latin1">The value, one character per byte, trimmed.</param>
    /// <param name="use">The kind of table.</param>
    /// <returns>The result, or null if Postfix cannot use it, and all problems.</returns>
    public static ParsedValue<FilterResult> Parse(string latin1, FilterUse use)
    {
        ArgumentNullException.ThrowIfNull(latin1);
        var problems = new List<ValueProblem>();
        var words = IsList(use) ? FilterGrammar.Words.Read(latin1).ToArray() : [];
        Check(latin1, words, use, problems);
        var isUsable = problems.TrueForAll(problem => problem.Severity < Severity.Error);
        var text = words.Length > 0 ? string.Join(", ", words.Select(word => word.Text)) : latin1;
        return new ParsedValue<FilterResult>(isUsable ? new FilterResult(text, [.. words.Select(word => word.Text)]) : null, problems);
    }

    private static bool IsList(FilterUse use) =>
        use is FilterUse.EhloKeywords or FilterUse.PixWorkarounds or FilterUse.Milters or FilterUse.TlsLogLevel or FilterUse.PostscreenAccess;

    private static void Check(string value, TextPart[] words, FilterUse use, List<ValueProblem> problems)
    {
        var comment = Array.FindIndex(words, word => word.Text[0] == '#');
        if (comment >= 0)
        {
            problems.Add(InlineComment.Create(words[comment].Start, value.Length, Severity.Error));
            return;
        }

        switch (use)
        {
            case FilterUse.DeliveryStatus when !FilterGrammar.Status.Matches(value, out _):
                problems.Add(Code(value, "a status code such as 4.7.1 or 5.1.1; Postfix logs \"bad status code\" and keeps the original status", "write X.Y.Z and the text, with the first digit 4 or 5 for a failure"));
                break;
            case FilterUse.Reject when !IsRejection(value):
                problems.Add(Code(value, "a reply of class 4 or 5; Postfix logs \"ignoring invalid reject filter result\" and sends the original reply", "write 450 4.7.1 and a text, or 550 5.7.1 and a text"));
                break;
            case FilterUse.ServerReply when !FilterGrammar.Reply.Matches(value, out _):
                problems.Add(Code(value, "three digits; Postfix reads it as a reply that is no SMTP reply, and waits for the next line", "write a whole reply, such as 250 Ok"));
                break;
            case FilterUse.DnsReply:
                CheckDnsAction(value, problems);
                break;
            case FilterUse.Milters:
                CheckMilters(value, words, problems);
                break;
            case FilterUse.EhloKeywords or FilterUse.PixWorkarounds or FilterUse.TlsLogLevel or FilterUse.PostscreenAccess:
                FilterWords.Check(words, use, problems);
                break;
            case FilterUse.RejectFooter or FilterUse.Command or FilterUse.ListName:
                InlineComment.ReportInText(value, 0, Severity.Warning, problems);
                break;
        }
    }

    /// <summary>Whether a text is a reply of class 4 or 5, and its enhanced status code, if any, has the same class.</summary>
    private static bool IsRejection(string value) =>
        FilterGrammar.Reply.Matches(value, out var code) && code[0] is '4' or '5' && value.Length > 3 && (value.Length == 4 || !char.IsAsciiDigit(value[4]) || value[4] == code[0]);

    private static void CheckDnsAction(string value, List<ValueProblem> problems)
    {
        var word = value[..(value.AsSpan().IndexOfAny(' ', '\t') is >= 0 and var end ? end : value.Length)];
        if (word.Equals("IGNORE", StringComparison.OrdinalIgnoreCase)) return;
        problems.Add(new ValueProblem(
            Rules.UnknownFilterWord,
            0,
            word.Length,
            $"{Latin1Text.Show(word)} is not an action of a DNS filter; Postfix logs \"unknown DNS filter action\" and the lookup fails",
            "write IGNORE"));
    }

    private static void CheckMilters(string value, TextPart[] words, List<ValueProblem> problems)
    {
        if (value.Equals("DISABLE", StringComparison.OrdinalIgnoreCase)) return;
        foreach (var word in words)
        {
            var endpoint = word.Text.StartsWith('{') ? FilterGrammar.Words.Read(word.Text.Trim('{', '}')).FirstOrDefault().Text ?? "" : word.Text;
            if (FilterGrammar.Endpoint.Matches(endpoint, out var type) && type is "unix" or "inet" or "local") continue;
            problems.Add(new ValueProblem(
                Rules.BadMilter,
                word.Start,
                word.Length,
                $"{Latin1Text.Show(word.Text)} is not the endpoint of a Milter; Postfix answers \"451 4.3.5 Server configuration problem\", unless milter_default_action is accept",
                "write inet:host:port, unix:path or DISABLE"));
        }
    }

    private static ValueProblem Code(string value, string needed, string help)
    {
        var length = value.AsSpan().IndexOfAny(' ', '\t') is > 0 and var end ? end : value.Length;
        return new ValueProblem(Rules.BadFilterCode, 0, length, $"the result does not begin with {needed}", help);
    }
}
