using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Loading;
using MapKit.Maps;
using MapKit.Maps.Paging;
using MapKit.Operations.Compile;
using MapKit.Records;
using MapKit.Tables;

namespace MapKit.Operations.Verify;

/// <summary>Compares the records of a map with those that compile would store.</summary>
internal sealed class SourceComparison
{
    private readonly MapType _type;
    private readonly IEnumerable<MapRecord> _records;
    private readonly VerifyOptions _options;
    private bool _withNul;

    /// <summary>Creates a comparison.</summary>
    /// <param name="type">The type of the map.</param>
    /// <param name="records">Its records; enumerated twice, and again for an alias map.</param>
    /// <param name="options">How.</param>
    public SourceComparison(MapType type, IEnumerable<MapRecord> records, VerifyOptions options)
    {
        _type = type;
        _records = records;
        _options = options;
    }

    /// <summary>Records in the map.</summary>
    public long Records { get; private set; }

    /// <summary>Number of differences.</summary>
    public long Differences { get; private set; }

    /// <summary>Compares with a source.</summary>
    /// <param name="sourcePath">The source.</param>
    /// <param name="loaded">Its records, if already loaded, with both forms of alias names; otherwise it is read.</param>
    public void Run(string sourcePath, RecordSet? loaded = null)
    {
        var (withNul, isAliasMap) = Look();
        _withNul = _options.IsNulGiven ? MapEngines.For(_type).WithNul(_options.Compile.Nul) : withNul;
        var format = _options.Compile.Format ?? (isAliasMap ? TableFormat.ByName("aliases")! : TableFormat.ForFileName(sourcePath));
        var compile = _options.Compile with { Types = [_type], Format = format };
        var keys = _options.AliasKeys ?? (isAliasMap ? FormsInMap(sourcePath, compile) : AliasKeys.Both);
        var source = keys == AliasKeys.Both ? loaded : null;
        Differences = Compare(source ?? Load(sourcePath, compile with { AliasKeys = keys }), _options.OnDifference);
    }

    /// <summary>The forms of alias names with which the source is closest to the map.</summary>
    private AliasKeys FormsInMap(string sourcePath, CompileOptions compile)
    {
        var (best, fewest) = (AliasKeys.Both, long.MaxValue);
        foreach (var keys in new[] { AliasKeys.Both, AliasKeys.External, AliasKeys.Internal })
        {
            var differences = Compare(Load(sourcePath, compile with { AliasKeys = keys }), report: null);
            if (differences < fewest) (best, fewest) = (keys, differences);
            if (fewest == 0) break;
        }

        return best;
    }

    private static RecordSet Load(string path, CompileOptions options)
    {
        using var source = SourceFile.OpenNamed(path);
        return new TableLoader(path, options.Format!, options with { OnSourceRead = length => source.CheckRead(path, length) }, new NoFindings()).Load(source.Stream);
    }

    /// <summary>The convention of most keys, and whether this is an alias map.</summary>
    private (bool WithNul, bool IsAliasMap) Look()
    {
        long withNul = 0, counted = 0;
        var isAliasMap = false;
        foreach (var (key, value) in _records)
        {
            Records++;
            // The NIS records never end in a NUL, and an empty alias map has more of them than other records.
            if (!AliasMarks.IsYpRecord(key))
            {
                counted++;
                if (key.Span.EndsWith((byte)0)) withNul++;
            }

            isAliasMap |= AliasMarks.IsMark(key, value);
        }

        return (NulDecision.MostHaveNul(withNul, counted, MapTypes.StoresNul(_type)), isAliasMap);
    }

    private long Compare(RecordSet source, Action<SourceDifference>? report)
    {
        var differences = 0L;
        var stored = source.AsStored(withNul: false);
        var isFound = new NumberSet(stored.Count);
        foreach (var (key, value) in _records)
        {
            var text = StoredText.WithoutNul(key);
            var found = StoredText.WithoutNul(value);
            var index = source.IndexOf(text.Span);
            if (index < 0)
            {
                if (!AliasMarks.IsYpRecord(key)) Report(DifferenceKind.Extra, text, null, found, 0);
            }
            else if (!isFound.Add(index))
            {
                Report(DifferenceKind.Extra, text, null, found, stored.Line(index));
            }
            else if (!stored.Value(index).SequenceEqual(found.Span))
            {
                Report(DifferenceKind.Value, text, source.ValueAt(index), found, stored.Line(index));
            }
            else if (!IsExpected(key, text) || !IsExpected(value, found))
            {
                Report(DifferenceKind.Nul, text, source.ValueAt(index), found, stored.Line(index));
            }
        }

        for (var i = 0; i < stored.Count; i++)
        {
            if (!isFound.Contains(i)) Report(DifferenceKind.Missing, stored.Key(i).ToArray(), source.ValueAt(i), null, stored.Line(i));
        }

        return differences;

        void Report(DifferenceKind kind, ReadOnlyMemory<byte> key, ReadOnlyMemory<byte>? sourceValue, ReadOnlyMemory<byte>? mapValue, int line)
        {
            differences++;
            report?.Invoke(new SourceDifference(kind, key, sourceValue, mapValue, line));
        }
    }

    private bool IsExpected(ReadOnlyMemory<byte> stored, ReadOnlyMemory<byte> text) => stored.Length - text.Length == (_withNul ? 1 : 0);
}
