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
        return AreSame(origin, made) ? new TableProof(table, origin.KeyCount, made.KeyCount) : throw Different(table);
    }

    /// <summary>Whether the new map, which exists, has the records of the origin.</summary>
    /// <param name="table">The table.</param>
    /// <exception cref="IOException">One of them cannot be read.</exception>
    public static bool HasRecordsOfOrigin(TableMigration table) =>
        AreSame(table.Origin == RecordOrigin.Map ? OfMap(table.OldMap!) : OfSource(table.Source!, table.Compile), OfMap(table.NewMap));

    /// <summary>Compares two maps.</summary>
    /// <param name="origin">A map.</param>
    /// <param name="made">A map that was made from it.</param>
    /// <exception cref="IOException">They differ, or one of them cannot be read.</exception>
    public static void CompareMaps(string origin, string made)
    {
        if (!AreSame(OfMap(origin), OfMap(made))) throw new IOException($"{made}: does not have the records of {origin}; has another program changed them meanwhile?");
    }

    private static bool AreSame(TableContents origin, TableContents made)
    {
        // The first value of several is the one that Postfix finds.
        var join = new TableJoin(origin, made);
        return join.Added.Count == 0 && join.Differing.All(number => join.CounterpartOf(number) is >= 0 and var counterpart && origin.HasSameFirstValue(number, made, counterpart));
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
