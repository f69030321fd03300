using MapKit.Diagnostics;
using MapKit.Platform;
using MapKit.Source;

namespace MapKit.Lookup.Patterns;

/// <summary>Reads the rules of a table of any type: lines, their numbers, the nesting of <c>if</c> and <c>endif</c>.</summary>
internal static class RuleReader
{
    /// <summary>Reads all rules.</summary>
    /// <param name="source">The lines.</param>
    /// <param name="syntax">What makes a rule of a line.</param>
    /// <param name="failure">Why reading stopped before the end of the source, or null.</param>
    public static RuleList<TSubject> Read<TSubject>(RuleSource source, RuleSyntax<TSubject> syntax, out string? failure)
        where TSubject : allows ref struct
    {
        var rules = new List<TableRule<TSubject>>();
        var open = new Stack<TableRule<TSubject>>();
        failure = source.IsFolder ? SystemWords.IsDirectory : null;
        using var lines = new LogicalLineReader(source.Lines);
        try
        {
            while (lines.Read(out var line)) Add(line, source.Path, syntax, rules, open);
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
        in LogicalLine line, string path, RuleSyntax<TSubject> syntax, List<TableRule<TSubject>> rules, Stack<TableRule<TSubject>> open)
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
        if (rule.Kind == RuleKind.If) open.Push(rule);
        if (rule.Kind == RuleKind.EndIf) open.Pop().End = rules.Count;
        rules.Add(rule);
    }
}
