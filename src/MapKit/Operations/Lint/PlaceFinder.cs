using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Linting;
using MapKit.Linting.Entries;
using MapKit.Linting.Records;
using MapKit.Loading;
using MapKit.Source;

namespace MapKit.Operations.Lint;

/// <summary>Finds the places of findings of which only the line is known, by reading the entries as far as the last of them.</summary>
internal static class PlaceFinder
{
    /// <summary>Places what has been found after the source was read; it is opened again, if it is a file.</summary>
    /// <param name="context">The source.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static void Run(LintContext context)
    {
        if (!context.HasUnplaced) return;
        if (context.Copy is { } copy)
        {
            copy.Position = 0;
            Run(context, copy);
            return;
        }

        using var source = SourceFile.Open(context.Path);
        Run(context, source.Stream);
    }

    /// <summary>Places all findings of a source that have no place yet.</summary>
    /// <param name="context">The source.</param>
    /// <param name="bytes">Its bytes, from the beginning.</param>
    public static void Run(LintContext context, Stream bytes)
    {
        var findings = context.TakeUnplaced().ToLookup(finding => finding.Line);
        if (findings.Count == 0) return;
        var last = findings.Max(group => group.Key);
        var placed = new HashSet<int>();
        using var reader = new EntryReader(bytes, context.Path, context.ReaderOptions, new NoFindings());
        while (reader.Read(out var entry) && entry.Line.FirstLine <= last)
        {
            if (!findings.Contains(entry.Line.FirstLine)) continue;
            placed.Add(entry.Line.FirstLine);
            foreach (var finding in findings[entry.Line.FirstLine]) Report(context, finding, PlaceOf(entry, finding.Part));
        }

        // Somebody has changed the file meanwhile, or it cannot be read again.
        foreach (var finding in findings.Where(group => !placed.Contains(group.Key)).SelectMany(group => group))
            Report(context, finding, new SourcePlace(default, finding.Line, 1, 1));
    }

    private static void Report(LintContext context, UnplacedFinding finding, SourcePlace place) =>
        context.Report(finding.Rule, place, finding.Message, finding.Help);

    private static SourcePlace PlaceOf(in Entry entry, EntryPart part)
    {
        var text = part.IsKey ? entry.Key : entry.Value;
        var start = Math.Min(part.Start, text.Length);
        var length = part.Length < 0 ? text.Length - start : Math.Min(part.Length, text.Length - start);
        return part.IsKey ? entry.PlaceInKey(start, length) : entry.PlaceInValue(start, length);
    }
}
