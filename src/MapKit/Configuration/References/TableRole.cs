using MapKit.Tables;

namespace MapKit.Configuration.References;

/// <summary>What Postfix uses a table for.</summary>
public sealed class TableRole
{
    /// <summary>A table that Postfix itself writes, such as <c>address_verify_map</c>: it has no source.</summary>
    public static readonly TableRole Cache = new("cache", TableFormat.Plain) { IsCache = true };

    private static readonly Dictionary<TableFormat, TableRole> ByFormat = TableFormat.All.ToDictionary(format => format, format => new TableRole(format.Name, format));

    private TableRole(string name, TableFormat format)
    {
        Name = name;
        Format = format;
    }

    /// <summary>The name: that of the format, or <c>cache</c>.</summary>
    public string Name { get; }

    /// <summary>The format of the table's source.</summary>
    public TableFormat Format { get; }

    /// <summary>Whether Postfix itself writes the table.</summary>
    public bool IsCache { get; private init; }

    /// <summary>The role of tables of a format.</summary>
    /// <param name="format">The format.</param>
    public static TableRole Of(TableFormat format) => ByFormat[format];

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
