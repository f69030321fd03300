using MapKit.Diagnostics;

namespace MapKit.Tables.Canonical;

/// <summary>Reads the typed entries of a source for canonical(5).</summary>
public static class CanonicalTable
{
    /// <summary>Reads a file whole.</summary>
    /// <param name="path">The source.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">No permission.</exception>
    public static Table<CanonicalEntry> Load(string path) => new(path, TableFormat.Canonical, CanonicalEntry.FromText);

    /// <summary>Reads entries one by one as they are asked for.</summary>
    /// <param name="source">The bytes; not disposed.</param>
    /// <param name="path">Name of the source, for findings.</param>
    /// <param name="diagnostics">Takes the findings.</param>
    public static IEnumerable<TableEntry<CanonicalEntry>> Read(Stream source, string path, IDiagnosticSink diagnostics) =>
        Table<CanonicalEntry>.Read(source, path, TableFormat.Canonical, CanonicalEntry.FromText, diagnostics);
}
