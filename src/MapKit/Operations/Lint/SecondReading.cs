using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Linting;
using MapKit.Linting.Allowances;
using MapKit.Linting.Entries;
using MapKit.Linting.Lines;
using MapKit.Source;

namespace MapKit.Operations.Lint;

/// <summary>
/// Reads a source a second time, for rules about lines and entries, and for comments that allow findings.
/// It stops when none of them needs more.
/// </summary>
/// <param name="context">The source; takes the findings.</param>
/// <param name="lineRules">The rules about lines.</param>
/// <param name="entryRules">The rules about entries.</param>
/// <param name="readsAllowances">Whether to look for comments that allow findings.</param>
internal sealed class SecondReading(
    LintContext context, IReadOnlyList<ILineRule> lineRules, IEntryRule[] entryRules, bool readsAllowances)
{
    private readonly AllowanceReader? _allowances = readsAllowances ? new AllowanceReader() : null;
    private readonly int _lastLine = lineRules.Count > 0 || readsAllowances ? int.MaxValue : entryRules.Select(rule => rule.LastLine).DefaultIfEmpty().Max();

    /// <summary>Reads the source.</summary>
    /// <param name="openSource">Opens its bytes from the start; not called if they are not needed.</param>
    public void Run(Func<Stream> openSource)
    {
        if (_lastLine > 0) Read(openSource());
        foreach (var rule in lineRules) rule.End();
        foreach (var rule in entryRules) rule.End();
        if (_allowances is not null) context.Allowances = _allowances.End();
    }

    private void Read(Stream source)
    {
        using var lines = new LogicalLineReader(source) { OnPhysicalLine = _allowances is null ? null : _allowances.See };
        if (Array.TrueForAll(entryRules, rule => rule.LastLine == 0))
        {
            while (lines.Read(out var line)) See(line);
            return;
        }

        using var entries = new EntryReader(lines, context.Path, context.ReaderOptions, new NoFindings()) { OnLine = lineRules.Count > 0 ? See : null };
        while (entries.Read(out var entry) && entry.Line.FirstLine <= _lastLine)
        {
            foreach (var rule in entryRules) rule.See(entry);
        }
    }

    private void See(LogicalLine line)
    {
        // Postfix ignores such a line, which is reported separately.
        if (line.StartsWithSpace) return;
        var linted = LintedLine.Parse(line, context.Format.Syntax);
        foreach (var rule in lineRules) rule.See(linted);
    }
}
