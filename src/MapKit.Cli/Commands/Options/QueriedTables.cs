using MapKit.Configuration;
using MapKit.Lookup.Probes;
using MapKit.Maps;
using MapKit.Records;
using MapKit.Tables;

namespace MapKit.Cli.Commands.Options;

/// <summary>Tables searched in order. As in postmap, a table is opened only if the ones before it did not answer.</summary>
internal sealed class QueriedTables(
    string[] names, KeyFolding folding, NulConvention nul, Func<string, SecretMask> maskOf, string? database, PostfixSettings settings, CommandEnvironment environment) : IDisposable
{
    private readonly List<(QueriedTable Table, SecretMask Mask)> _open = [];

    /// <summary>Finds the first value.</summary>
    public bool TryFind(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value) => TryFind(key, 0, out value);

    /// <summary>An empty batch of keys for the first table; null if that is no map.</summary>
    public ProbeBatch? CreateBatch() => Open(0).Table.Map is { } probe ? new ProbeBatch(probe) : null;

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
            var (table, mask) = Open(i);
            if (!table.TryFind(key, out value)) continue;
            value = mask.ValueWithUser(value);
            return true;
        }

        value = default;
        return false;
    }

    private (QueriedTable Table, SecretMask Mask) Open(int table)
    {
        if (table == _open.Count)
        {
            var opened = QueriedTable.Open(names[table], settings, environment) ?? OpenMap(names[table]);
            _open.Add((opened, maskOf(opened.Path)));
        }

        return _open[table];
    }

    private QueriedTable OpenMap(string name)
    {
        var map = MapOperand.Open(name, environment, database);
        return QueriedTable.From(map, new TableProbe(map.Reader, folding, nul));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (table, _) in _open) table.Dispose();
    }
}
