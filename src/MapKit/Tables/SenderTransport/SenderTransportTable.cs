using MapKit.Diagnostics;

namespace MapKit.Tables.SenderTransport;

/// <summary>Reads the typed entries of a source for sender_dependent_default_transport_maps.</summary>
public static class SenderTransportTable
{
    /// <summary>Reads a file whole.</summary>
    /// <param name="path">The source.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">No permission.</exception>
    public static Table<SenderTransportEntry> Load(string path) => new(path, TableFormat.SenderTransport, SenderTransportEntry.FromText);

    /// <summary>Reads entries one by one as they are asked for.</summary>
    /// <param name="source">The bytes; not disposed.</param>
    /// <param name="path">Name of the source, for findings.</param>
    /// <param name="diagnostics">Takes the findings.</param>
    public static IEnumerable<TableEntry<SenderTransportEntry>> Read(Stream source, string path, IDiagnosticSink diagnostics) =>
        Table<SenderTransportEntry>.Read(source, path, TableFormat.SenderTransport, SenderTransportEntry.FromText, diagnostics);
}
