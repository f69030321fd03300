using MapKit.Diagnostics;
using MapKit.Records;

namespace MapKit.Linting.Records;

/// <summary>Aliases of one file that go in a circle.</summary>
internal sealed class AliasLoopRule(LintContext context) : IRecordRule
{
    /// <inheritdoc/>
    public void Judge(RecordSet records)
    {
        var joined = new JoinedRecords(records);
        var graph = new AliasGraph(joined, context.Folding);
        foreach (var loop in graph.Loops()) Report(context, joined.Line(graph.Find(loop.Last)), loop);
    }

    /// <summary>Tells of a loop.</summary>
    /// <param name="context">The table of the alias at its end.</param>
    /// <param name="line">The line of that alias.</param>
    /// <param name="loop">The loop.</param>
    public static void Report(LintContext context, int line, NameLoop loop) => context.ReportAt(
        line,
        Rules.AliasLoop,
        $"the aliases go in a circle: {loop.Shown}; Postfix gives up with \"alias database loop\" and the mail comes back",
        "let one of them lead elsewhere; \\\\name, with two backslashes, is the local user of that name");
}
