namespace MapKit.PostgreSql.Content;

/// <summary>A table in the database.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name: the path below the folder of the configuration, or an absolute path.</param>
/// <param name="Relation">The relation with its entries, in the schema <c>mapkit</c>.</param>
/// <param name="Format">The format of its source.</param>
/// <param name="IsCredentials">Whether it holds passwords or private keys, which need a separate grant.</param>
internal sealed record PublishedTable(int Id, string Name, string Relation, string Format, bool IsCredentials)
{
    /// <summary>Its latest version; null if it may not be read.</summary>
    public TableVersion? Latest { get; init; }

    /// <summary>The relation with its entries, quoted.</summary>
    public string Entries => $"mapkit.\"{Relation}\"";

    /// <summary>The relation with its changes, quoted.</summary>
    public string Changes => $"mapkit.\"{Relation}_changes\"";
}

/// <summary>The state of a table from one generation to the next that changes it.</summary>
/// <param name="Generation">The first generation with this state.</param>
/// <param name="IsPresent">Whether the table exists; false if it was removed.</param>
/// <param name="Entries">Number of entries.</param>
/// <param name="Bytes">Bytes of keys and values.</param>
/// <param name="Digest">The digest of the entries.</param>
internal sealed record TableVersion(long Generation, bool IsPresent, long Entries, long Bytes, TableDigest Digest)
{
    /// <summary>Entries that the generation before did not have.</summary>
    public long Added { get; init; }

    /// <summary>Entries that only the generation before had.</summary>
    public long Removed { get; init; }

    /// <summary>Entries with another value.</summary>
    public long Changed { get; init; }
}
