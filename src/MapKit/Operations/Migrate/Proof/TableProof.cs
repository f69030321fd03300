using MapKit.Diagnostics;
using MapKit.Maps;
using MapKit.Operations.Compile;
using MapKit.Operations.Diff;
using MapKit.Operations.Migrate.Planning;

namespace MapKit.Operations.Migrate.Proof;

/// <summary>The comparison of a new map with its origin, record by record.</summary>
/// <param name="Table">The table.</param>
/// <param name="Before">Entries of the origin.</param>
/// <param name="After">Entries of the new map.</param>
internal sealed record TableProof(TableMigration Table, int Before, int After)
{
    /// <summary>Compares a new map with its origin.</summary>
    /// <param name="table">The table.</param>
    /// <exception cref="IOException">They differ, or one of them cannot be read.</exception>
    public static TableProof Compare(TableMigration table)
    {
        var origin = table.Origin == RecordOrigin.Map ? OfMap(table.OldMap!) : OfSource(table.Source!, table.Compile);
        var made = OfMap(table.NewMap);
        using var before = origin.Sorted().GetEnumerator();
        using var after = made.Sorted().GetEnumerator();
        while (before.MoveNext())
        {
            // The first value of several is the one that Postfix finds.
            if (!after.MoveNext() || !before.Current.Key.AsSpan().SequenceEqual(after.Current.Key) || !before.Current.Values[0].AsSpan().SequenceEqual(after.Current.Values[0]))
                throw Different(table);
        }

        return after.MoveNext() ? throw Different(table) : new TableProof(table, origin.KeyCount, made.KeyCount);
    }

    private static IOException Different(TableMigration table) =>
        new($"{table.NewMap}: does not have the records of {(table.Origin == RecordOrigin.Map ? table.OldMap : table.Source)}; has another program changed them meanwhile?");

    private static TableContents OfMap(string path)
    {
        using var map = MapFile.OpenAsPostfix(path);
        return TableContents.OfMap(map, raw: false);
    }

    private static TableContents OfSource(string path, CompileOptions options)
    {
        using var source = CompileOperation.OpenSource(path);
        return TableContents.OfSource(source, path, options, new NoFindings(), rawAs: null);
    }
}
