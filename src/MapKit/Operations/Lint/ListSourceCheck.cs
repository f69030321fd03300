using MapKit.Diagnostics;
using MapKit.Linting;
using MapKit.Linting.Lines;
using MapKit.Platform;
using MapKit.Tables.Lists;

namespace MapKit.Operations.Lint;

/// <summary>All findings of a file of a match list: those of its words, and those of the lint rules about lines.</summary>
/// <param name="context">The source; takes the findings.</param>
internal sealed class ListSourceCheck(LintContext context)
{
    /// <summary>Reads the source.</summary>
    /// <param name="source">The bytes. They are kept in memory during the check, like the patterns.</param>
    /// <param name="use">The list.</param>
    public void Run(Stream source, MatchListUse use)
    {
        using var copy = SeekableCopy.Create(source, createFile: null, mostInMemory: 0);
        var list = MatchList.Read(copy, context.Path, use);
        foreach (var finding in list.Diagnostics) context.Report(finding);
        foreach (var pattern in list.Patterns.Where(pattern => pattern.Kind == MatchPatternKind.File)) CheckFile(pattern);
        new SecondReading(context, LintRules.Create<ILineRule>(context), [], readsAllowances: true).Run(() =>
        {
            copy.Position = 0;
            return copy;
        });
    }

    private void CheckFile(MatchPattern pattern)
    {
        if (FilePresence.FileExists(pattern.Text)) return;
        context.Report(Rules.MissingListFile, pattern.Place, MatchListFileText.Missing(pattern.Text), MatchListFileText.Help);
    }
}
