using MapKit.Entries;
using MapKit.Linting.Records;
using MapKit.Source;

namespace MapKit.Linting.Entries;

/// <summary>Adds places in the entries to findings about records, for which only the line is known.</summary>
internal sealed class PlacedFindings : IEntryRule
{
    private readonly LintContext _context;
    private readonly ILookup<int, UnplacedFinding> _byLine;
    private readonly HashSet<int> _placed = [];

    /// <summary>Takes the findings of a source without a place.</summary>
    public PlacedFindings(LintContext context)
    {
        _context = context;
        _byLine = context.TakeUnplaced().ToLookup(finding => finding.Line);
        LastLine = _byLine.Select(group => group.Key).DefaultIfEmpty().Max();
    }

    /// <inheritdoc/>
    public int LastLine { get; }

    /// <inheritdoc/>
    public void See(in Entry entry)
    {
        var line = entry.Line.FirstLine;
        if (line > LastLine || !_byLine.Contains(line)) return;
        _placed.Add(line);
        foreach (var finding in _byLine[line]) Report(finding, finding.Part.PlaceIn(entry));
    }

    /// <inheritdoc/>
    public void End()
    {
        // The file was changed after it was loaded: these lines no longer exist.
        foreach (var finding in _byLine.Where(group => !_placed.Contains(group.Key)).SelectMany(group => group))
            Report(finding, new SourcePlace(default, finding.Line, 1, 1));
    }

    private void Report(UnplacedFinding finding, SourcePlace place) => _context.Report(finding.Rule, place, finding.Message, finding.Help);
}
