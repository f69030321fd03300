using System.Buffers;
using MapKit.Diagnostics;
using MapKit.Tables.Grammar;

namespace MapKit.Tables.Access;

/// <summary>
/// Checks a value that is not an action: Postfix interprets its words as restrictions or restriction classes (<c>generic_checks</c>), and stops
/// with 451 Server configuration error at the first unknown one. main.cf defines the classes.
/// </summary>
internal static class RestrictionList
{
    private static readonly SearchValues<char> ClassCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");

    /// <summary>Parses a value.</summary>
    /// <returns>The restrictions, or null if Postfix answers with an error; and at most one problem.</returns>
    public static AccessAction? Parse(string value, List<ValueProblem> problems)
    {
        var names = AccessGrammar.Restrictions.Read(value).ToArray();
        var comment = Array.FindIndex(names, name => name.Text[0] == '#');
        if (comment >= 0)
        {
            problems.Add(InlineComment.Create(names[comment].Start, value.Length, Severity.Error));
            return null;
        }

        if (value.Contains(':', StringComparison.Ordinal))
        {
            ReportTable(value, problems);
            return null;
        }

        for (var index = 0; index < names.Length; index++)
        {
            var name = names[index];
            if (AccessWords.NeedsTable(name.Text))
            {
                ReportTable(value, problems);
                return null;
            }

            if (AccessWords.TakesArgument(name.Text)) index++;
            else if (!AccessWords.IsRestriction(name.Text) && !IsPossibleClass(name, names, value, problems)) return null;
        }

        return new AccessAction(AccessActionKind.Restrictions, value) { Restrictions = [.. names.Select(name => name.Text)] };
    }

    /// <summary>The words that can only be restriction classes, in the order in which Postfix evaluates them.</summary>
    /// <param name="value">A value for which <see cref="Parse"/> gives restrictions.</param>
    public static IEnumerable<TextPart> ClassesIn(string value)
    {
        var names = AccessGrammar.Restrictions.Read(value).ToArray();
        for (var index = 0; index < names.Length; index++)
        {
            var name = names[index];
            if (AccessWords.TakesArgument(name.Text)) index++;
            else if (AccessWords.EndsList(name.Text)) yield break;
            else if (!AccessWords.IsRestriction(name.Text)) yield return name;
        }
    }

    /// <summary>Whether Postfix may have a class of this name. A doubtful name is reported, but the value is accepted.</summary>
    private static bool IsPossibleClass(TextPart name, TextPart[] names, string value, List<ValueProblem> problems)
    {
        if (problems.Count > 0) return true;
        if (AccessWords.IsAction(name.Text, out _))
        {
            ReportUnknown(name, "an action must be the whole value and is not valid in a list of restrictions", $"write {name.Text.ToUpperInvariant()} alone, without commas", problems);
            return false;
        }

        var isName = !name.Text.AsSpan().ContainsAnyExcept(ClassCharacters);
        var meant = isName ? AccessWords.Misspelled(name.Text) : Trimmed(name.Text);
        if (meant is not null || !isName || char.IsAsciiDigit(name.Text[0]))
        {
            ReportUnknown(name, "this is not an action, a restriction or a restriction class", meant is null ? "write OK, REJECT, DUNNO or another action of access(5)" : $"write {meant}", problems);
            return false;
        }

        // Several classes are separated by commas; words separated by whitespace are the text of a reply without its action.
        var isProse = names.Length > 1 && !value.Contains(',', StringComparison.Ordinal) && !Array.Exists(names, other => AccessWords.IsRestriction(other.Text));
        if (isProse || AccessWords.IsDoubtful(name.Text))
        {
            problems.Add(new ValueProblem(
                Rules.DoubtfulAction,
                name.Start,
                name.Length,
                $"{Latin1Text.Show(name.Text)} is not an action; unless smtpd_restriction_classes in main.cf names it, Postfix answers \"451 Server configuration error\"",
                "write OK, REJECT, DUNNO or another action of access(5)"));
        }

        return true;
    }

    /// <summary>The action of a word with extra characters around it, as in <c>"REJECT"</c>; or null.</summary>
    private static string? Trimmed(string word)
    {
        var trimmed = word.Trim('"', '\'', '.', ';', '!', '{', '}', '(', ')');
        return AccessWords.IsAction(trimmed, out _) ? trimmed.ToUpperInvariant() : null;
    }

    private static void ReportTable(string value, List<ValueProblem> problems)
    {
        var word = value[..(value.AsSpan().IndexOfAny(" \t,:") is >= 0 and var end ? end : value.Length)];
        var isAction = AccessWords.IsAction(word, out _);
        problems.Add(new ValueProblem(
            Rules.TableInAccess,
            0,
            value.Length,
            isAction
                ? $"the colon makes this a list of restrictions with a table, which Postfix refuses inside an access table: it answers \"451 Server configuration error\""
                : "Postfix refuses tables inside an access table: it answers \"451 Server configuration error\"",
            isAction ? $"write a space, not a colon, after {word.ToUpperInvariant()}" : "put it into a restriction class in main.cf, and write the name of that here"));
    }

    private static void ReportUnknown(TextPart name, string what, string help, List<ValueProblem> problems) => problems.Add(new ValueProblem(
        Rules.UnknownAction,
        name.Start,
        name.Length,
        $"{Latin1Text.Show(name.Text)}: {what}; Postfix answers \"451 Server configuration error\"",
        help));
}
