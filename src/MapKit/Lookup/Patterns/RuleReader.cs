using MapKit.Diagnostics;
using MapKit.Platform;
using MapKit.Source;

namespace MapKit.Lookup.Patterns;

/// <summary>Receives the line of a rule with a result.</summary>
/// <param name="line">The line.</param>
/// <param name="resultStart">Where its result begins.</param>
internal delegate void ResultObserver(in LogicalLine line, int resultStart);

/// <summary>Reads the rules of a table of any type: lines, their numbers, the nesting of <c>if</c> and <c>endif</c>.</summary>
internal static class RuleReader
{
    /// <summary>Reads all rules.</summary>
    /// <param name="source">The lines.</param>
    /// <param name="syntax">What makes a rule of a line.</param>
    /// <param name="failure">Why reading stopped before the end of the source, or null.</param>
    /// <param name="onResult">Receives the line of each rule with a result.</param>
    public static RuleList<TSubject> Read<TSubject>(RuleSource source, RuleSyntax<TSubject> syntax, out string? failure, ResultObserver? onResult = null)
        where TSubject : allows ref struct
    {
        var rules = new List<TableRule<TSubject>>();
        var open = new Stack<TableRule<TSubject>>();
        failure = source.IsFolder ? SystemWords.IsDirectory : null;
        using var lines = new LogicalLineReader(source.Lines);
        try
        {
            while (lines.Read(out var line)) Add(line, source.Path, syntax, rules, open, onResult);
        }
        catch (IOException exception)
        {
            failure = FileFailure.ReasonOf(exception);
        }

        foreach (var rule in open)
            syntax.Warnings.Warn(Rules.BadNesting, "this if has no endif; it applies to the rest of the table", "IF has no matching ENDIF", rule.Place);
        return new RuleList<TSubject>([.. rules]);
    }

    private static void Add<TSubject>(
        in LogicalLine line, string path, RuleSyntax<TSubject> syntax, List<TableRule<TSubject>> rules, Stack<TableRule<TSubject>> open, ResultObserver? onResult)
        where TSubject : allows ref struct
    {
        if (line.SawNul) syntax.Warnings.WarnOfNul(line, path);
        if (line.StartsWithSpace)
        {
            syntax.Warnings.WarnOfLeadingSpace(line, path);
            return;
        }

        syntax.Warnings.Begin(line);
        if (syntax.Parse(RuleWarnings.UpToNul(line.Text), open.Count) is not { } rule) return;
        if (rule.Kind == RuleKind.Match) onResult?.Invoke(line, syntax.ResultStart);
        if (rule.Kind == RuleKind.If) open.Push(rule);
        if (rule.Kind == RuleKind.EndIf) open.Pop().End = rules.Count;
        rules.Add(rule);
    }
}
