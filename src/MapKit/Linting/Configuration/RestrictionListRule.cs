using MapKit.Configuration;
using MapKit.Configuration.References;
using MapKit.Diagnostics;
using MapKit.Source;
using MapKit.Tables.Access;
using MapKit.Tables.Grammar;
using MapKit.Tables.RblReply;

namespace MapKit.Linting.Configuration;

/// <summary>The words of smtpd's restriction lists: unknown ones, missing arguments, and those that are never reached.</summary>
internal sealed class RestrictionListRule : IConfigurationRule
{
    private const string Classes = "smtpd_restriction_classes";
    private const string HeaderClients = "local_header_rewrite_clients";
    private const string ServerError = "smtpd answers \"451 Server configuration error\"";

    /// <summary>The lists in which a table alone means an access table of the list's own kind.</summary>
    private static readonly string[] WithImpliedTable =
        ["smtpd_client_restrictions", "smtpd_helo_restrictions", "smtpd_sender_restrictions", "smtpd_relay_restrictions", "smtpd_recipient_restrictions", "smtpd_etrn_restrictions"];

    private MailSystem _system = null!;
    private HashSet<string> _classes = [];

    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } =
        new ConfigurationLintRule(() => new RestrictionListRule(), Rules.UnknownRestriction, Rules.RestrictionArgument, Rules.IgnoredRestriction);

    /// <inheritdoc/>
    public void Check(MailSystem system)
    {
        _system = system;
        _classes = system.WordsAnywhere(Classes);
        foreach (var parameter in TableParameter.All.Where(parameter => parameter.Kind == TableListKind.Restrictions && parameter.Name != HeaderClients))
            Check(parameter);
        foreach (var name in _classes) Check(new TableParameter(name, TableListKind.Restrictions, TableParameter.RestrictionRole));
    }

    private void Check(TableParameter parameter)
    {
        foreach (var value in _system.ValuesOf(parameter)) Check(value);
    }

    private void Check(ParameterValue value)
    {
        var words = value.Words();
        for (var index = 0; index < words.Count; index++)
        {
            var word = words[index];
            if (word.Text[0] == '#')
            {
                var length = words[^1].End - word.Start;
                Report(Rules.UnknownRestriction, value, word.Start, length, $"a comment after a value is part of it: smtpd takes each word for a restriction; {ServerError}", "put the comment on a separate line that begins with #");
                return;
            }

            if (AccessWords.EndsList(word.Text))
            {
                if (index + 1 < words.Count && !FollowsWarning(words, index)) ReportIgnored(value, words, index);
                return;
            }

            index += AccessWords.NeedsTable(word.Text) ? CheckArgument(value, words, index) : CheckPlain(value, words, index);
        }
    }

    private static bool FollowsWarning(IReadOnlyList<ParameterWord> words, int index) =>
        index > 0 && words[index - 1].Text.Equals("warn_if_reject", StringComparison.OrdinalIgnoreCase);

    private void ReportIgnored(ParameterValue value, IReadOnlyList<ParameterWord> words, int index) => Report(
        Rules.IgnoredRestriction,
        value,
        words[index + 1].Start,
        words[^1].End - words[index + 1].Start,
        $"{Latin1Text.Show(words[index].Text)} decides for every client, so that smtpd ignores the rest of the list",
        $"put {words[index].Text} at the end of the list");

    /// <summary>A restriction with a table or a policy server as its argument.</summary>
    /// <returns>The number of words after the restriction that belong to it.</returns>
    private int CheckArgument(ParameterValue value, IReadOnlyList<ParameterWord> words, int index)
    {
        var word = words[index];
        if (!AccessWords.IsTableRestriction(word.Text)) return ReportUnknown(value, word);
        var isPolicy = word.Text.Equals(AccessWords.PolicyService, StringComparison.OrdinalIgnoreCase);
        if (index + 1 < words.Count && (words[index + 1].Text[0] == '{' || words[index + 1].Text.Contains(':', StringComparison.Ordinal)))
        {
            if (!isPolicy && words[index + 1].Text[0] != '{' && TableWordMistake.Find([.. words.Select(item => item.Text)], index + 1) is { } mistake) ReportMistake(value, words, index + 1, mistake);
            return 1;
        }

        var what = isPolicy ? "a server such as unix:private/policy or inet:127.0.0.1:10023" : "a table, TYPE:NAME";
        if (index + 1 == words.Count)
        {
            Report(Rules.RestrictionArgument, value, word.Start, word.Text.Length, $"{word.Text} needs {what} after it; {ServerError}", $"write {word.Text} and {what}");
            return 0;
        }

        var next = words[index + 1];
        Report(
            Rules.RestrictionArgument,
            value,
            next.Start,
            next.Text.Length,
            $"{word.Text} takes the next word, {Latin1Text.Show(next.Text)}, as its {(isPolicy ? "server" : "table")}, which is not {(isPolicy ? "one" : "TYPE:NAME")}; {ServerError}",
            TableAfter(words, index + 2) is { } table ? $"write {word.Text} {ByteText.ToText(table)}, {ByteText.ToText(next.Text)}" : $"write {what} directly after {word.Text}");
        return 1;
    }

    private void ReportMistake(ParameterValue value, IReadOnlyList<ParameterWord> words, int index, TableWordMistake mistake)
    {
        if (mistake.Kind is TableWordMistakeKind.Comment or TableWordMistakeKind.NoType) return;
        Report(
            Rules.NotATable,
            value,
            words[index].Start,
            words[index].Text.Length,
            $"{Latin1Text.Show(words[index].Text)} is not TYPE:NAME of a table that Postfix can open; {ServerError}",
            mistake.Meant is null ? "write TYPE:NAME without spaces, such as hash:/etc/postfix/NAME" : $"write {ByteText.ToText(mistake.Meant)}");
    }

    private static string? TableAfter(IReadOnlyList<ParameterWord> words, int index) =>
        index < words.Count && words[index].Text.Contains(':', StringComparison.Ordinal) ? words[index].Text : null;

    /// <summary>A restriction without a table, a class, or a table alone.</summary>
    /// <returns>The number of words after the word that belong to it.</returns>
    private int CheckPlain(ParameterValue value, IReadOnlyList<ParameterWord> words, int index)
    {
        var word = words[index];
        if (AccessWords.TakesArgument(word.Text))
        {
            if (index + 1 < words.Count)
            {
                CheckReplyFilter(value, words[index + 1]);
                return 1;
            }

            Report(Rules.RestrictionArgument, value, word.Start, word.Text.Length, $"{word.Text} needs a {(word.Text == "sleep" ? "number of seconds" : "domain")} after it; smtpd ignores it with a warning", $"write {word.Text} and its argument");
            return 0;
        }

        if (word.Text.Contains(':', StringComparison.Ordinal))
        {
            if (!WithImpliedTable.Contains(value.Parameter))
                Report(Rules.RestrictionArgument, value, word.Start, word.Text.Length, $"the restriction before this table is missing; {ServerError}", "write check_client_access, check_sender_access, check_recipient_access or the like before it");
            else if (TableWordMistake.Find([.. words.Select(item => item.Text)], index) is { } mistake) ReportMistake(value, words, index, mistake);
            return 0;
        }

        return AccessWords.IsRestriction(word.Text) || _classes.Contains(word.Text) ? 0 : ReportUnknown(value, word);
    }

    /// <summary>The argument <c>domain=d.d.d.d</c> of a list of addresses, whose replies are compared with the pattern.</summary>
    private void CheckReplyFilter(ParameterValue value, ParameterWord argument)
    {
        var start = argument.Text.IndexOf('=', StringComparison.Ordinal) + 1;
        if (start == 0 || RblReplyFilter.ProblemOf(argument.Text[start..]) is not { } problem) return;
        Report(
            Rules.RestrictionArgument, value, argument.Start + start, Math.Max(1, argument.Text.Length - start), $"{Latin1Text.Show(argument.Text[start..])} {problem}; smtpd stops when it reaches the restriction",
            "write four numbers, such as domain=127.0.0.2, or ranges such as domain=127.0.0.[2..11;20]");
    }

    private int ReportUnknown(ParameterValue value, ParameterWord word)
    {
        var isAction = AccessWords.IsAction(word.Text, out _);
        var meant = AccessWords.Misspelled(word.Text) ?? AccessWords.MisspelledTableRestriction(word.Text);
        Report(
            Rules.UnknownRestriction,
            value,
            word.Start,
            word.Text.Length,
            $"{Latin1Text.Show(word.Text)} is neither a restriction nor a class of {Classes}{(isAction ? " (it is an action of access tables)" : "")}; {ServerError}",
            meant is not null && !isAction ? $"write {meant}" : $"write a restriction of postconf(5), or define the class and name it in {Classes}");
        return 0;
    }

    private void Report(DiagnosticRule rule, ParameterValue value, int start, int length, string message, string help)
    {
        if (value.PlaceOf(start, length) is { } place) _system.Report(rule, place.Setting, place.Place, message, help);
    }
}
