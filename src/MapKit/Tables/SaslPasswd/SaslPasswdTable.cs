using MapKit.Diagnostics;

namespace MapKit.Tables.SaslPasswd;

/// <summary>Reads the typed entries of a source for smtp_sasl_password_maps.</summary>
public static class SaslPasswdTable
{
    /// <summary>Reads a file whole.</summary>
    /// <param name="path">The source.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">No permission.</exception>
    public static Table<SaslPasswdEntry> Load(string path) => new(path, TableFormat.SaslPasswd, SaslPasswdEntry.FromText);

    /// <summary>Reads entries one by one as they are asked for.</summary>
    /// <param name="source">The bytes; not disposed.</param>
    /// <param name="path">Name of the source, for findings.</param>
    /// <param name="diagnostics">Takes the findings.</param>
    public static IEnumerable<TableEntry<SaslPasswdEntry>> Read(Stream source, string path, IDiagnosticSink diagnostics) =>
        Table<SaslPasswdEntry>.Read(source, path, TableFormat.SaslPasswd, SaslPasswdEntry.FromText, diagnostics);
}
