using MapKit.Lookup.Probes;
using MapKit.Maps;
using MapKit.Records;
using MapKit.Tables;

namespace MapKit.Cli.Commands.Options;

/// <summary>Maps searched in order. As in postmap, a map is opened only if the ones before it did not answer.</summary>
internal sealed class QueriedTables(string[] names, KeyFolding folding, NulConvention nul, Func<string, SecretMask> maskOf, string? database, CommandEnvironment environment) : IDisposable
{
    private readonly List<(MapOperand Map, TableProbe Probe, SecretMask Mask)> _open = [];

    /// <summary>Finds the first value.</summary>
    public bool TryFind(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value) => TryFind(key, 0, out value);

    /// <summary>An empty batch of keys for the first table.</summary>
    public ProbeBatch CreateBatch() => new(Open(0).Probe);

    /// <summary>Finds the first value for a key of a batch for the first table.</summary>
    public bool TryFind(ProbeBatch batch, int index, out ReadOnlyMemory<byte> value)
    {
        if (!batch.TryGet(index, out value)) return TryFind(batch.Key(index), 1, out value);
        value = Open(0).Mask.ValueWithUser(value);
        return true;
    }

    private bool TryFind(ReadOnlySpan<byte> key, int first, out ReadOnlyMemory<byte> value)
    {
        for (var i = first; i < names.Length; i++)
        {
            var (_, probe, mask) = Open(i);
            if (!probe.TryFind(key, out value)) continue;
            value = mask.ValueWithUser(value);
            return true;
        }

        value = default;
        return false;
    }

    private (MapOperand Map, TableProbe Probe, SecretMask Mask) Open(int table)
    {
        if (table == _open.Count)
        {
            var map = MapOperand.Open(names[table], environment, database);
            _open.Add((map, new TableProbe(map.Reader, folding, nul), maskOf(map.Path)));
        }

        return _open[table];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (map, _, _) in _open) map.Dispose();
    }
}
