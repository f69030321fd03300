using MapKit.Maps;
using MapKit.Records;
using MapKit.Tables;

namespace MapKit.Operations;

/// <summary>Compares the records of a map with those that compile would store.</summary>
internal sealed class SourceComparison
{
    private readonly MapType _type;
    private readonly IEnumerable<MapRecord> _records;
    private readonly VerifyOptions _options;
    private bool _withNul;

    /// <summary>Prepares to compare.</summary>
    /// <param name="type">The type of the map.</param>
    /// <param name="records">Its records; walked over twice.</param>
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
    public void Run(string sourcePath)
    {
        var (withNul, isAliasMap) = Look();
        _withNul = _options.IsNulGiven ? MapFormats.Of(_type).WithNul(_options.Compile.Nul) : withNul;
        var format = _options.Compile.Format ?? (isAliasMap ? TableFormat.ByName("aliases")! : TableFormat.ForFileName(sourcePath));
        using var source = SourceFile.Open(sourcePath);
        var loader = new TableLoader(sourcePath, format, _options.Compile with { Types = [_type] }, new NoFindings());
        Compare(loader.Load(source.Stream));
    }

    /// <summary>What most keys end in, and whether this is an alias map.</summary>
    private (bool WithNul, bool IsAliasMap) Look()
    {
        long withNul = 0;
        var isAliasMap = false;
        foreach (var (key, value) in _records)
        {
            Records++;
            if (key.Span.EndsWith((byte)0)) withNul++;
            isAliasMap |= AliasMarks.IsMark(key, value);
        }

        return (Records == 0 ? MapTypes.StoresNul(_type) : withNul * 2 >= Records, isAliasMap);
    }

    private void Compare(RecordSet source)
    {
        var stored = source.AsStored(withNul: false);
        var isFound = new NumberSet(stored.Count);
        foreach (var (key, value) in _records)
        {
            var text = StoredText.WithoutNul(key);
            var found = StoredText.WithoutNul(value);
            var index = source.IndexOf(text.Span);
            if (index < 0)
            {
                if (!AliasMarks.IsYpRecord(key)) Report(SourceDifferenceKind.Extra, text, null, found, 0);
            }
            else if (!isFound.Add(index))
            {
                Report(SourceDifferenceKind.Extra, text, null, found, stored.Line(index));
            }
            else if (!stored.Value(index).SequenceEqual(found.Span))
            {
                Report(SourceDifferenceKind.Value, text, source.ValueAt(index), found, stored.Line(index));
            }
            else if (!IsExpected(key, text) || !IsExpected(value, found))
            {
                Report(SourceDifferenceKind.Nul, text, source.ValueAt(index), found, stored.Line(index));
            }
        }

        for (var i = 0; i < stored.Count; i++)
        {
            if (!isFound.Contains(i)) Report(SourceDifferenceKind.Missing, stored.Key(i).ToArray(), source.ValueAt(i), null, stored.Line(i));
        }
    }

    private bool IsExpected(ReadOnlyMemory<byte> stored, ReadOnlyMemory<byte> text) => stored.Length - text.Length == (_withNul ? 1 : 0);

    private void Report(SourceDifferenceKind kind, ReadOnlyMemory<byte> key, ReadOnlyMemory<byte>? sourceValue, ReadOnlyMemory<byte>? mapValue, int line)
    {
        Differences++;
        _options.OnDifference?.Invoke(new SourceDifference(kind, key, sourceValue, mapValue, line));
    }
}
