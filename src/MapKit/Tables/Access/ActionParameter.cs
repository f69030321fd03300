using MapKit.Diagnostics;
using MapKit.Tables.Actions;
using MapKit.Tables.Grammar;

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
                return ActionText.TryParseRecipient(word, text, Rules.BadActionParameter, problems, out var recipient) ? new AccessAction(kind, text.Text) { Recipient = recipient } : null;
            case AccessActionKind.Filter:
                return ActionText.ParseFilter(word, text, Rules.BadActionParameter, problems) is { } route ? new AccessAction(kind, text.Text) { Filter = route } : null;
            case AccessActionKind.Prepend when !AccessGrammar.Header.Matches(text.Text, out _):
                problems.Add(ActionText.Bad(Rules.BadActionParameter, word, text, "a header", "write PREPEND name: value"));
                return null;
            case AccessActionKind.Prepend:
                break;
            default:
                InlineComment.ReportInText(value, text.Start, Severity.Error, problems);
                break;
        }

        return new AccessAction(kind, text.Text);
    }

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
