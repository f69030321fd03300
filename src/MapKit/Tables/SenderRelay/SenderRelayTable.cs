using MapKit.Diagnostics;

namespace MapKit.Tables.SenderRelay;

/// <summary>Reads the typed entries of a source for sender_dependent_relayhost_maps.</summary>
public static class SenderRelayTable
{
    /// <summary>Reads a file whole.</summary>
    /// <param name="path">The source.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">No permission.</exception>
    public static Table<SenderRelayEntry> Load(string path) => new(path, TableFormat.SenderRelay, SenderRelayEntry.FromText);

    /// <summary>Reads entries one by one as they are asked for.</summary>
    /// <param name="source">The bytes; not disposed.</param>
    /// <param name="path">Name of the source, for findings.</param>
    /// <param name="diagnostics">Takes the findings.</param>
    public static IEnumerable<TableEntry<SenderRelayEntry>> Read(Stream source, string path, IDiagnosticSink diagnostics) =>
        Table<SenderRelayEntry>.Read(source, path, TableFormat.SenderRelay, SenderRelayEntry.FromText, diagnostics);
}
