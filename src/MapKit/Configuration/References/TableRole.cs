using MapKit.Tables;

namespace MapKit.Configuration.References;

/// <summary>The use of a table in Postfix.</summary>
public sealed class TableRole
{
    /// <summary>A table that Postfix writes, such as <c>address_verify_map</c>: it has no source.</summary>
    public static readonly TableRole Cache = new("cache", TableFormat.Plain) { IsCache = true };

    /// <summary>The table of <c>tls_server_sni_maps</c>, whose map contains keys and certificates from the files that its source names (<c>postmap -F</c>).</summary>
    public static readonly TableRole ServerSni = new(TableFormat.ServerSni.Name, TableFormat.ServerSni) { ValuesAreFiles = true };

    private static readonly Dictionary<TableFormat, TableRole> ByFormat = TableFormat.All.ToDictionary(format => format, format => format == TableFormat.ServerSni ? ServerSni : new TableRole(format.Name, format));

    private TableRole(string name, TableFormat format)
    {
        Name = name;
        Format = format;
    }

    /// <summary>The name: that of the format, <c>cache</c> or <c>server_sni</c>.</summary>
    public string Name { get; }

    /// <summary>The format of the table's source.</summary>
    public TableFormat Format { get; }

    /// <summary>Whether Postfix writes the table.</summary>
    public bool IsCache { get; private init; }

    /// <summary>Whether the values of the source name files whose content the map stores.</summary>
    public bool ValuesAreFiles { get; private init; }

    /// <summary>Whether the map contains passwords or private keys, which only its owner may read.</summary>
    public bool IsSecret => Format.IsSecret || ValuesAreFiles;

    /// <summary>The role of tables of a format.</summary>
    /// <param name="format">The format.</param>
    public static TableRole FromFormat(TableFormat format) => ByFormat[format];

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
