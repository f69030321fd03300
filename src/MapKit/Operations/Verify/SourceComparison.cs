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
    private readonly MapWalk _map;
    private readonly VerifyOptions _options;
    private RecordSet _source = new();
    private bool _withNul;

    /// <summary>Creates a comparison.</summary>
    /// <param name="type">The type of the map.</param>
    /// <param name="map">Its records; walked over twice, and again for an alias map.</param>
    /// <param name="options">How.</param>
    public SourceComparison(MapType type, MapWalk map, VerifyOptions options)
    {
        _type = type;
        _map = map;
        _options = options;
    }

    /// <summary>Records in the map.</summary>
    public long Records { get; private set; }

    /// <summary>Number of differences.</summary>
    public long Differences { get; private set; }

    /// <summary>Reads the source as the map says.</summary>
    /// <param name="sourcePath">The source.</param>
    /// <param name="loaded">Its records, if already loaded, with both forms of alias names; otherwise it is read.</param>
    public void Load(string sourcePath, RecordSet? loaded = null)
    {
        var (withNul, isAliasMap) = Look();
        _withNul = _options.IsNulGiven ? MapEngines.For(_type).WithNul(_options.Compile.Nul) : withNul;
        var format = _options.Compile.Format ?? (isAliasMap ? TableFormat.ByName("aliases")! : TableFormat.ForFileName(sourcePath));
        var compile = _options.Compile with { Types = [_type], Format = format };
        var keys = _options.AliasKeys ?? (isAliasMap ? FormsInMap(sourcePath, compile) : AliasKeys.Both);
        var source = keys == AliasKeys.Both ? loaded : null;
        _source = source ?? Load(sourcePath, compile with { AliasKeys = keys });
    }

    /// <summary>Compares the map with the source that was read.</summary>
    public void Compare() => Differences = Compare(_source, _options.OnDifference);

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
        var all = new RecordTraits();
        _map.Run(static () => new RecordTraits(), all.Join);
        Records = all.Records;
        return (NulDecision.MostHaveNul(all.WithNul, all.Counted, MapTypes.StoresNul(_type)), all.HasAliasMark);
    }

    private long Compare(RecordSet source, Action<SourceDifference>? report)
    {
        var differences = 0L;
        var stored = source.AsStored(withNul: false);
        var isFound = new NumberSet(stored.Count);
        _map.Run(() => new ComparedRecords(source, _withNul), compared =>
        {
            for (var i = 0; i < compared.Count; i++)
            {
                var number = compared.NumberInSource(i);
                if (number < 0)
                {
                    if (!compared.IsYpRecord(i)) Report(DifferenceKind.Extra, compared.Key(i), null, compared.Value(i), 0);
                }
                else if (!isFound.Add(number))
                {
                    Report(DifferenceKind.Extra, compared.Key(i), null, compared.Value(i), stored.Line(number));
                }
                else if (compared.Difference(i) is { } kind)
                {
                    Report(kind, compared.Key(i), source.ValueAt(number), compared.Value(i), stored.Line(number));
                }
            }
        });

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
}
