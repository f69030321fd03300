using MapKit.Tables;

namespace MapKit.Lookup;

/// <summary>A table on a server, which Postfix can only query. MapKit lists the entries of those that it published.</summary>
internal abstract class ServerTable : LookupTable
{
    /// <summary>Creates a table.</summary>
    /// <param name="type">The type.</param>
    /// <param name="name">The file with the settings of the client.</param>
    protected ServerTable(string type, string name)
        : base(type, name)
    {
    }

    /// <summary>Whether its entries can be listed.</summary>
    public abstract bool IsListable { get; }

    /// <summary>The table as Postfix queries it.</summary>
    public abstract LookupTable AsQueried { get; }

    /// <summary>Asks each server, with a query of a key that is unlikely.</summary>
    public abstract IReadOnlyList<ServerState> AskServers();

    /// <summary>Reads the entries, and checks that they are those that were published.</summary>
    /// <returns>The state of the server that was read; null if the table is not listable, or its publication may not be read.</returns>
    /// <exception cref="LookupException">No server answers.</exception>
    public abstract ServerState? CheckEntries();
}

/// <summary>The state of a server.</summary>
/// <param name="Server">Its name.</param>
/// <param name="Problem">Why it does not answer queries, or what is wrong with the entries; null for nothing.</param>
internal sealed record ServerState(string Server, string? Problem)
{
    /// <summary>What is published; null for a table that MapKit did not publish, or whose publication may not be read.</summary>
    public PublishedState? Published { get; init; }
}

/// <summary>What is published of a table.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Format">Its format; null if this version has no such format.</param>
/// <param name="IsCredentials">Whether it holds secrets.</param>
/// <param name="Generation">The latest generation that the server has.</param>
/// <param name="Entries">Number of entries of the table.</param>
internal sealed record PublishedState(string Table, TableFormat? Format, bool IsCredentials, long Generation, long Entries);
