using MapKit.Diagnostics;
using MapKit.Tables.Addresses;
using MapKit.Tables.Grammar;
using MapKit.Tables.Transport;

namespace MapKit.Tables.Access;

/// <summary>Checks the text after an action.</summary>
internal static class ActionParameter
{
    /// <summary>Creates an action from its word and the text after it.</summary>
    /// <param name="kind">The action.</param>
    /// <param name="word">Its name as written.</param>
    /// <param name="text">What follows the whitespace after it.</param>
    /// <param name="value">The whole value.</param>
    /// <param name="problems">Receives what is wrong.</param>
    /// <returns>The action, or null if Postfix ignores it.</returns>
    public static AccessAction? Check(AccessActionKind kind, string word, TextPart text, string value, List<ValueProblem> problems)
    {
        switch (kind)
        {
            case AccessActionKind.Permit or AccessActionKind.Dunno:
                ReportHarmlessComment(word, text, value, problems);
                break;
            case AccessActionKind.Redirect or AccessActionKind.Bcc:
                return RecipientOf(kind, word, text, problems);
            case AccessActionKind.Filter:
                return FilterOf(word, text, problems);
            case AccessActionKind.Prepend when !AccessGrammar.Header.Matches(text.Text, out _):
                ReportParameter(word, text, "a header", "write PREPEND name: value", problems);
                return null;
            case AccessActionKind.Prepend:
                break;
            default:
                InlineComment.ReportInText(value, text.Start, Severity.Error, problems);
                break;
        }

        return new AccessAction(kind, text.Text);
    }

    private static AccessAction? RecipientOf(AccessActionKind kind, string word, TextPart text, List<ValueProblem> problems)
    {
        if (!text.Text.Contains('@', StringComparison.Ordinal))
        {
            ReportParameter(word, text, "an address with a domain", $"write {word} user@domain", problems);
            return null;
        }

        var items = AddressList.Parse(text.Text).Items;
        if (items.Count > 1 && items[1].IsHash)
        {
            problems.Add(InlineComment.Create(text.Start + items[1].Start, text.End, Severity.Error));
            return new AccessAction(kind, text.Text);
        }

        if (items.Count == 1 && AddressGrammar.Address.Matches(items[0].External, out var address))
            return new AccessAction(kind, text.Text) { Recipient = address };
        problems.Add(new ValueProblem(
            Rules.MalformedAddress,
            text.Start,
            text.Length,
            $"{Latin1Text.Show(text.Text)} is not one address; Postfix sends the mail to the text as it is",
            $"write {word} user@domain"));
        return new AccessAction(kind, text.Text);
    }

    private static AccessAction? FilterOf(string word, TextPart text, List<ValueProblem> problems)
    {
        if (!text.Text.Contains(':', StringComparison.Ordinal))
        {
            ReportParameter(word, text, "transport:destination", "write FILTER transport:destination, or FILTER transport: for the domain of the recipient", problems);
            return null;
        }

        var route = TransportValue.Parse(text.Text);
        problems.AddRange(route.Problems.Select(problem => problem with { Start = problem.Start + text.Start }));
        return new AccessAction(AccessActionKind.Filter, text.Text) { Filter = route.Value };
    }

    private static void ReportParameter(string word, TextPart text, string needed, string help, List<ValueProblem> problems) => problems.Add(new ValueProblem(
        Rules.BadActionParameter,
        text.Length == 0 ? 0 : text.Start,
        text.Length == 0 ? word.Length : text.Length,
        $"{word.ToUpperInvariant()} needs {needed}; Postfix logs a warning and ignores the entry",
        help));

    /// <summary>Reports a comment after a word whose text Postfix ignores. It is harmless until the word is edited, but still an error.</summary>
    private static void ReportHarmlessComment(string word, TextPart text, string value, List<ValueProblem> problems)
    {
        var found = new List<ValueProblem>();
        InlineComment.ReportInText(value, text.Start, Severity.Error, found);
        problems.AddRange(found.Select(problem => problem with
        {
            Message = $"a # inside a line does not begin a comment; only because Postfix ignores all text after {word.ToUpperInvariant()} is it harmless",
        }));
    }
}
