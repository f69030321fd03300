using MapKit.Lookup;
using MapKit.Records;

namespace MapKit.Cli.Commands;

/// <summary>Maps asked in their order; each is opened when the ones before it did not answer, as postmap does.</summary>
internal sealed class QueriedTables(string[] names, KeyFolding folding, NulConvention nul, bool showSecrets, string? database, CommandEnvironment environment) : IDisposable
{
    private readonly List<(MapOperand Map, TableProbe Probe)> _open = [];

    /// <summary>Finds the first value.</summary>
    public bool TryFind(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (i == _open.Count)
            {
                var map = MapOperand.Open(names[i], environment, database);
                _open.Add((map, new TableProbe(map.Reader, folding, nul)));
            }

            if (!_open[i].Probe.TryFind(key, out value)) continue;
            value = _open[i].Map.Shown(value, showSecrets);
            return true;
        }

        value = default;
        return false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (map, _) in _open) map.Dispose();
    }
}
