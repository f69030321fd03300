using System.Globalization;
using MapKit.Diagnostics;
using MapKit.Source;

namespace MapKit.Linting.Sources;

/// <summary>
/// A format that was guessed from the file name and does not fit the content: most values cannot be used in it, and they are no repeated
/// word, as one mistake in every line would be. The findings of the format are then withdrawn.
/// </summary>
internal sealed class GuessRule(LintContext context) : ISourceRule
{
    private const int Fewest = 3;
    private const int ExampleCount = 1000;

    /// <summary>The findings of text that was not written for the format. Others, such as a missing bracket, are mistakes in it.</summary>
    private static readonly DiagnosticRule[] Foreign =
    [
        Rules.MalformedAddress, Rules.NotAnAddress, Rules.UnknownAction, Rules.DoubtfulAction, Rules.TableInAccess, Rules.BadTransportName, Rules.BadTlsLevel, Rules.UnknownContentAction,
    ];

    /// <summary>The findings of values and keys that do not depend on the format.</summary>
    private static readonly DiagnosticRule[] OfEveryFormat = [Rules.RegularExpressionKey, Rules.NetworkKey, Rules.InlineComment, Rules.EntryTooLong, Rules.GuessDropped];

    private readonly HashSet<string> _messages = new(StringComparer.Ordinal);
    private SourcePlace? _first;
    private int _lastLine;
    private int _count;

    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } =
        new LintRule<ISourceRule>(context => new GuessRule(context), new RuleScope { WithPatternTables = true }, Rules.GuessDropped);

    /// <inheritdoc/>
    public void See(Diagnostic finding)
    {
        if (!context.IsGuessed || Array.IndexOf(Foreign, finding.Rule) < 0 || finding.Place is not { } place || place.Line == _lastLine) return;
        _lastLine = place.Line;
        _first ??= place;
        _count++;
        if (_messages.Count < ExampleCount) _messages.Add(finding.Message);
    }

    /// <inheritdoc/>
    public void End(int recordCount)
    {
        var all = recordCount + context.RepeatedKeys.Count;
        if (!context.IsGuessed || context.Format.IsSecret || _count < Fewest || _count * 3L <= all * 2L) return;
        if (_messages.Count * 3L < Math.Min(_count, ExampleCount) * 2L) return;
        foreach (var rule in Rules.All.Where(rule => rule.Code.StartsWith("MK2", StringComparison.Ordinal) && Array.IndexOf(OfEveryFormat, rule) < 0)) context.Findings.WithdrawAll(rule);
        context.Report(
            Rules.GuessDropped,
            _first,
            string.Create(CultureInfo.InvariantCulture, $"the file name suggests a table of format {context.Format.Name}, but {_count} of {all} values do not fit; it is checked as a plain table"),
            "give the format with -f, or use -c with the configuration that names the table");
    }
}
