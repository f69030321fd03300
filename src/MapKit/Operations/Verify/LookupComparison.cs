using MapKit.Diagnostics;
using MapKit.Loading;
using MapKit.Lookup;
using MapKit.Operations.Compile;
using MapKit.Records;
using MapKit.Tables;

namespace MapKit.Operations.Verify;

/// <summary>Compares a table on a server with a source: all entries if they can be listed, else the answer for each key of the source.</summary>
/// <param name="table">The table.</param>
/// <param name="compile">How the source is read.</param>
/// <param name="onDifference">Receives each difference, in source order; then the entries that the source does not have.</param>
internal sealed class LookupComparison(ServerTable table, CompileOptions compile, Action<SourceDifference> onDifference)
{
    /// <summary>Number of keys that were compared: of the table if it was listed, else of the source.</summary>
    public long Records { get; private set; }

    /// <summary>Number of differences.</summary>
    public long Differences { get; private set; }

    /// <summary>Compares.</summary>
    /// <param name="path">The source.</param>
    /// <exception cref="LookupException">A query fails.</exception>
    /// <returns>Whether there are no differences.</returns>
    public bool Run(string path)
    {
        var source = Load(path).AsStored(withNul: false);
        if (table.IsListable) CompareList(source);
        else CompareAnswers(source, table.AsQueried);
        return Differences == 0;
    }

    private void CompareAnswers(in StoredRecords source, LookupTable queried)
    {
        Records = source.Count;
        for (var i = 0; i < source.Count; i++)
        {
            compile.Cancellation.ThrowIfCancellationRequested();
            Compare(source, i, queried.TryFind(source.Key(i), out var value) ? value : null);
        }
    }

    private void CompareList(in StoredRecords source)
    {
        var entries = new RecordSet();
        foreach (var (key, value) in table.Records) entries.Add(key.Span, value.Span);
        Records = entries.Count;
        var others = new HashSet<int>(Enumerable.Range(0, entries.Count));
        for (var i = 0; i < source.Count; i++)
        {
            var found = entries.IndexOf(source.Key(i));
            Compare(source, i, found < 0 ? null : entries.ValueAt(found));
            others.Remove(found);
        }

        foreach (var other in others.Order()) Report(DifferenceKind.Extra, entries.AsStored(withNul: false).Key(other).ToArray(), null, entries.ValueAt(other), 0);
    }

    private void Compare(in StoredRecords source, int index, ReadOnlyMemory<byte>? found)
    {
        if (found is null) Report(DifferenceKind.Missing, source.Key(index).ToArray(), source.Value(index).ToArray(), null, source.Line(index));
        else if (!found.Value.Span.SequenceEqual(source.Value(index))) Report(DifferenceKind.Value, source.Key(index).ToArray(), source.Value(index).ToArray(), found, source.Line(index));
    }

    private void Report(DifferenceKind kind, ReadOnlyMemory<byte> key, ReadOnlyMemory<byte>? inSource, ReadOnlyMemory<byte>? inTable, int line)
    {
        Differences++;
        onDifference(new SourceDifference(kind, key, inSource, inTable, line));
    }

    private RecordSet Load(string path)
    {
        using var source = SourceFile.OpenNamed(path);
        var options = compile with { Types = [], Format = compile.Format ?? TableFormat.ForFileName(path), OnSourceRead = length => source.CheckRead(path, length) };
        return new TableLoader(path, options.Format!, options, new NoFindings()).Load(source.Stream);
    }
}
