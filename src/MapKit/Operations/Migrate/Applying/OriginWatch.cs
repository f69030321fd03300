using MapKit.Operations.Migrate.Planning;

namespace MapKit.Operations.Migrate.Applying;

/// <summary>
/// Notices that an old map or a source is changed while the new map is made and the configuration is edited: a record that is added to the old
/// map then (<c>postmap -i</c>) would be in no map that Postfix reads.
/// </summary>
internal sealed class OriginWatch
{
    private readonly Dictionary<string, FileState?> _states = new(StringComparer.Ordinal);

    /// <summary>Begins to watch the old maps and sources of tables.</summary>
    /// <param name="tables">The tables.</param>
    /// <exception cref="IOException">One of them cannot be read.</exception>
    public OriginWatch(IEnumerable<TableMigration> tables)
    {
        foreach (var table in tables.Where(table => table.Origin is not null))
        {
            foreach (var path in new[] { table.OldMap, table.Source }.OfType<string>()) _states.TryAdd(path, FileState.Read(path));
        }
    }

    /// <summary>Checks that none has been changed.</summary>
    /// <exception cref="IOException">One has.</exception>
    public void Check()
    {
        string[] changed = [.. _states.Where(known => !IsSame(known.Value, FileState.Read(known.Key))).Select(known => known.Key)];
        if (changed.Length > 0) throw new IOException($"{string.Join(", ", changed)}: another program has changed it while the new map was made, and the change would be lost");
    }

    private static bool IsSame(FileState? before, FileState? now) => before is null ? now is null : before.HasContentOf(now);
}
