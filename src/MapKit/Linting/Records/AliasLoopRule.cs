using MapKit.Diagnostics;
using MapKit.Records;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Linting.Records;

/// <summary>Aliases of one file that form a loop.</summary>
internal sealed class AliasLoopRule(LintContext context) : IRecordRule
{
    private const string Help = "change one of the aliases; \\\\name, with two backslashes, is the local user of that name";

    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } =
        new LintRule<IRecordRule>(context => new AliasLoopRule(context), new RuleScope(TableFormat.Aliases), Rules.AliasLoop);

    /// <inheritdoc/>
    public void Check(RecordSet records)
    {
        var joined = new JoinedRecords(records);
        var graph = new AliasGraph(joined, context.Folding);
        foreach (var loop in graph.Loops()) context.ReportAt(joined.Line(graph.Find(loop.Last)), Rules.AliasLoop, Message(loop), Help);
    }

    /// <summary>Reports a loop.</summary>
    /// <param name="context">The table of the alias at its end.</param>
    /// <param name="place">Where that alias leads on.</param>
    /// <param name="loop">The loop.</param>
    public static void Report(LintContext context, SourcePlace place, NameLoop loop) => context.Report(Rules.AliasLoop, place, Message(loop), Help);

    private static string Message(NameLoop loop) =>
        $"alias loop: {loop.Shown}; Postfix gives up with \"alias database loop\" and bounces the mail";
}
