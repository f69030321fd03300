using MapKit.Diagnostics;

namespace MapKit.Tables.Aliases;

/// <summary>Reads the typed entries of a source for aliases(5).</summary>
public static class AliasTable
{
    /// <summary>Reads a file whole.</summary>
    /// <param name="path">The source.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">No permission.</exception>
    public static Table<AliasEntry> Load(string path) => new(path, TableFormat.Aliases, AliasEntry.FromText);

    /// <summary>Reads entries one by one as they are asked for.</summary>
    /// <param name="source">The bytes; not disposed.</param>
    /// <param name="path">Name of the source, for findings.</param>
    /// <param name="diagnostics">Takes the findings.</param>
    public static IEnumerable<TableEntry<AliasEntry>> Read(Stream source, string path, IDiagnosticSink diagnostics) =>
        Table<AliasEntry>.Read(source, path, TableFormat.Aliases, AliasEntry.FromText, diagnostics);
}
