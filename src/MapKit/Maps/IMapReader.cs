namespace MapKit.Maps;

/// <summary>
/// An open map file. Nothing in the file is trusted: every member throws <see cref="MapFormatException"/> naming
/// page and field when it meets damage. Safe for any number of threads at once.
/// </summary>
public interface IMapReader : IDisposable
{
    /// <summary>The type that the content of the file shows, whatever its name.</summary>
    MapType Type { get; }

    /// <summary>The facts of the file's header and size.</summary>
    MapInfo Info { get; }

    /// <summary>
    /// Every record in the order of the file (hash: bucket order, as <c>db_dump</c>; btree and lmdb: key order;
    /// cdb: file order), keys and values exactly as stored. A key with several values gives one record for each.
    /// </summary>
    IEnumerable<MapRecord> Records { get; }

    /// <summary>
    /// Finds the value of a key as <c>postmap -q</c> does: the key is folded, then looked up with a trailing NUL, then without.
    /// For many keys, or for bytes, a <see cref="TableProbe"/> does the same without an allocation for each.
    /// </summary>
    /// <param name="key">The text of the key, such as <c>user@example.com</c>.</param>
    /// <returns>The text of the value, or null if there is no such key.</returns>
    /// <exception cref="MapFormatException">The map is damaged on the way to the key.</exception>
    string? Find(string key) => new TableProbe(this).Find(key);

    /// <summary>
    /// Finds the first value stored under exactly these bytes, which are neither folded nor given a NUL: <see cref="Find"/> does that. Pages that lookups have read are kept, up to 256 MB of a file, and
    /// a lookup in pages that have been read allocates nothing, except for a value that lies on several pages (of a cdb file: in
    /// several blocks of 4096 bytes), which is put together in separate memory.
    /// </summary>
    /// <param name="key">The stored form of the key, with its trailing NUL if the map has them.</param>
    /// <param name="value">The stored value. The memory is never written again and may be kept.</param>
    /// <returns>Whether the key is there.</returns>
    /// <exception cref="MapFormatException">The way to the key leads through damage.</exception>
    bool TryGet(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value);
}

/// <summary>An open map of a type that can be changed, which MapKit does by writing it anew.</summary>
internal interface IRewritableMap : IMapReader
{
    /// <summary>What the file has besides its records and a file written by MapKit does not, or null if there is nothing.</summary>
    string? LostByRewriting { get; }
}
