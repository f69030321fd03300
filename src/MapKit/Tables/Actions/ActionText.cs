using MapKit.Diagnostics;
using MapKit.Tables.Addresses;
using MapKit.Tables.Grammar;
using MapKit.Tables.Transport;

namespace MapKit.Tables.Actions;

/// <summary>Checks the text after an action that access tables and content checks share: an address, or a route.</summary>
internal static class ActionText
{
    /// <summary>Parses the recipient after <c>REDIRECT</c> or <c>BCC</c>.</summary>
    /// <param name="word">The action as written.</param>
    /// <param name="text">The text after it.</param>
    /// <param name="bad">The rule for text that Postfix does not accept.</param>
    /// <param name="problems">Receives what is wrong.</param>
    /// <param name="recipient">The recipient; null if the text is not one address.</param>
    /// <returns>Whether Postfix uses the action.</returns>
    public static bool TryParseRecipient(string word, TextPart text, DiagnosticRule bad, List<ValueProblem> problems, out MailAddress? recipient)
    {
        recipient = null;
        if (!text.Text.Contains('@', StringComparison.Ordinal))
        {
            problems.Add(Bad(bad, word, text, "an address with a domain", $"write {word} user@domain"));
            return false;
        }

        var items = AddressList.Parse(text.Text).Items;
        if (items.Count > 1 && items[1].IsHash)
        {
            problems.Add(InlineComment.Create(text.Start + items[1].Start, text.End, Severity.Error));
            return true;
        }

        if (items.Count == 1 && AddressGrammar.Address.Matches(items[0].External, out recipient)) return true;
        recipient = null;
        problems.Add(new ValueProblem(
            Rules.MalformedAddress,
            text.Start,
            text.Length,
            $"{Latin1Text.Show(text.Text)} is not one address; Postfix sends the mail to the text as it is",
            $"write {word} user@domain"));
        return true;
    }

    /// <summary>Parses the route after <c>FILTER</c>.</summary>
    /// <param name="word">The action as written.</param>
    /// <param name="text">The text after it.</param>
    /// <param name="bad">The rule for text that Postfix does not accept.</param>
    /// <param name="problems">Receives what is wrong.</param>
    /// <returns>The route, or null if Postfix does not use the action.</returns>
    public static TransportRoute? ParseFilter(string word, TextPart text, DiagnosticRule bad, List<ValueProblem> problems)
    {
        if (!text.Text.Contains(':', StringComparison.Ordinal))
        {
            problems.Add(Bad(bad, word, text, "transport:destination", "write FILTER transport:destination, or FILTER transport: for the domain of the recipient"));
            return null;
        }

        var route = TransportValue.Parse(text.Text);
        problems.AddRange(route.Problems.Select(problem => problem with { Start = problem.Start + text.Start }));
        return route.Value;
    }

    /// <summary>Creates the finding of an action without the text that it needs.</summary>
    public static ValueProblem Bad(DiagnosticRule rule, string word, TextPart text, string needed, string help) => new(
        rule,
        text.Length == 0 ? 0 : text.Start,
        text.Length == 0 ? word.Length : text.Length,
        $"{word.ToUpperInvariant()} needs {needed}; Postfix logs a warning and ignores the entry",
        help);
}
