using MapKit.Diagnostics;
using MapKit.Platform;
using MapKit.Source;
using MapKit.Tables.Grammar;

namespace MapKit.Tables.Lists;

/// <summary>Checks the words of a match list, in main.cf or in a file that it names (docs/formats/configuration.md#match-lists).</summary>
/// <param name="use">The list.</param>
/// <param name="report">Takes the findings.</param>
internal sealed class MatchListCheck(MatchListUse use, Action<Diagnostic> report)
{
    /// <summary>Values that tables of access(5) and virtual(5) have, in small letters.</summary>
    private static readonly string[] TableValues = ["ok", "anything", "reject", "dunno", "relay", "permit", "x", "1"];

    private readonly MatchListOrder _order = new(use);

    /// <summary>Whether the words are in a file of the list, in which Postfix expands no parameters.</summary>
    public bool IsFile { get; init; }

    /// <summary>Checks the next word.</summary>
    /// <param name="word">The word, one character per byte.</param>
    /// <param name="path">The file that contains it.</param>
    /// <param name="place">Where it is.</param>
    /// <returns>The pattern; null if it is none, and after a comment Postfix ignores what follows.</returns>
    public MatchPattern? See(TextPart word, string path, SourcePlace place)
    {
        if (word.Text[0] == '#')
        {
            Report(Rules.CommentInList, path, place, "a # inside a list does not begin a comment; Postfix logs a warning and ignores the text from here on", "put the comment on a separate line");
            return null;
        }

        var syntax = MatchListGrammar.Word.Read(word.Text);
        if (syntax.Item.Length == 0)
        {
            Report(Rules.NothingNegated, path, place, "nothing follows the !; every program that reads the list stops with \"no pattern after '!'\"", "remove the !, or write the pattern directly after it");
            return null;
        }

        var pattern = MatchPattern.FromWord(syntax with { IsNegated = syntax.IsNegated ^ use.IsNegated }, place) with { Path = path };
        if (IsFile && word.Text.Contains('$', StringComparison.Ordinal))
        {
            Report(Rules.PatternNeverMatches, path, place, $"Postfix does not expand parameters in a file; {use.Name} never matches {Latin1Text.Show(word.Text)}", "write the value of the parameter");
            return pattern;
        }

        var problem = pattern.Kind == MatchPatternKind.Table ? MatchListTableCheck.Find(syntax.Item.Text) : MatchPatternCheck.Find(pattern, syntax.Item.Text, use);
        if (problem is null) _order.Add(pattern, isChecked: true);
        else Report(problem.Rule, path, place, problem.Message, problem.Help ?? "");
        return pattern;
    }

    /// <summary>Checks a line with two words.</summary>
    /// <param name="first">The first word.</param>
    /// <param name="second">The second word.</param>
    /// <param name="path">The file that contains them.</param>
    /// <param name="place">Where the second word is.</param>
    public void SeePair(TextPart first, TextPart second, string path, SourcePlace place)
    {
        if (use.Kind == MatchListKind.Words || !TableValues.Contains(second.Text.ToLowerInvariant())) return;
        Report(
            Rules.TableAsList,
            path,
            place,
            $"the line has the form of a table, but each word of {use.Name} is a pattern; Postfix also matches {Latin1Text.Show(second.Text)}",
            $"write {DisplayText.Escape(Latin1Text.Bytes(first.Text), 80)} alone, or compile the file and name it with its type, such as hash:");
    }

    /// <summary>Takes a word of the list that is not checked here.</summary>
    /// <param name="word">The word, one character per byte.</param>
    public void SeeOther(string word)
    {
        var syntax = MatchListGrammar.Word.Read(word);
        if (syntax.Item.Length > 0) _order.Add(MatchPattern.FromWord(syntax, default), isChecked: false);
    }

    /// <summary>Reports what depends on the order.</summary>
    /// <param name="othersMayFollow">Whether unknown patterns may follow.</param>
    public void End(bool othersMayFollow)
    {
        foreach (var (pattern, earlier) in _order.Find(othersMayFollow))
        {
            var shown = Shown(pattern);
            var message = earlier is null
                ? $"no later pattern matches what {shown} excludes, so it has no effect"
                : $"Postfix stops at the first pattern that matches; {Shown(earlier)} before it already matches everything that {shown} matches";
            var help = earlier is null
                ? "put it before the pattern of which it is an exception, or remove it"
                : "put the exception first";
            Report(Rules.PatternWithoutEffect, pattern.Path, pattern.Place, message, help);
        }
    }

    private static string Shown(MatchPattern pattern) => $"\"{DisplayText.Escape(LosslessText.ToBytes(pattern.ToString()), 80)}\"";

    private void Report(DiagnosticRule rule, string path, SourcePlace place, string message, string help) => report(new Diagnostic(rule, path, place, message, help));
}
