using MapKit.Loading;
using MapKit.PostgreSql.Connections;
using MapKit.PostgreSql.Content;
using MapKit.Records;
using MapKit.Tables;

namespace MapKit.PostgreSql.Publishing;

/// <summary>A table that was read from its source, to be published.</summary>
internal sealed class SourceTable
{
    // An entry of an index is at most a third of a page.
    private const int LongestKey = 2600;

    /// <summary>Takes over the records of a source.</summary>
    /// <param name="name">The name under which it is published.</param>
    /// <param name="format">Its format.</param>
    /// <param name="isCredentials">Whether it holds secrets.</param>
    /// <param name="loader">The loaded source.</param>
    /// <exception cref="DatabaseException">A key or value cannot be in a database that Postfix queries.</exception>
    public SourceTable(string name, TableFormat format, bool isCredentials, TableLoader loader)
    {
        Name = name;
        Format = format;
        IsCredentials = isCredentials;
        Records = loader.AsStored(withNul: false).InMemory!.Value;
        var digest = new TableDigest();
        for (var i = 0; i < Records.Count; i++)
        {
            var key = Records.Key(i);
            var value = Records.Value(i);
            if (key.Length > LongestKey) throw new DatabaseException($"{name}:{Records.Line(i)}: the key has {key.Length} bytes; a database holds at most {LongestKey}");
            if (key.Contains((byte)0) || value.Contains((byte)0)) throw new DatabaseException($"{name}:{Records.Line(i)}: the entry has a NUL, which Postfix cannot get from a database");
            digest.Add(key, value);
            Bytes += key.Length + value.Length;
        }

        Digest = digest;
    }

    /// <summary>The name under which it is published.</summary>
    public string Name { get; }

    /// <summary>Its format.</summary>
    public TableFormat Format { get; }

    /// <summary>Whether it holds secrets.</summary>
    public bool IsCredentials { get; }

    /// <summary>Its entries, without NULs.</summary>
    public StoredRecords Records { get; }

    /// <summary>Their digest.</summary>
    public TableDigest Digest { get; }

    /// <summary>Bytes of keys and values.</summary>
    public long Bytes { get; }
}
