using MapKit.Maps;
using MapKit.Tables;

namespace MapKit.PostgreSql.Pulling;

/// <summary>A map of this host that is made from a published table.</summary>
/// <param name="Table">The name of the table in the database.</param>
/// <param name="Type">The type of the map.</param>
/// <param name="Path">The file.</param>
/// <param name="Format">The use of the table.</param>
/// <param name="IsSecret">Whether it holds secrets.</param>
internal sealed record PulledMap(string Table, MapType Type, string Path, TableFormat Format, bool IsSecret)
{
    /// <summary>
    /// The rank in the order in which the maps of a generation are switched: a table of what may be sent where is before the tables whose
    /// results lead to it, so that no address is accepted before its route is known.
    /// </summary>
    public int Rank => Array.IndexOf(Order, Format) is >= 0 and var rank ? rank : Order.Length;

    private static readonly TableFormat[] Order =
    [
        TableFormat.ServerSni, TableFormat.SaslPasswd, TableFormat.TlsPolicy, TableFormat.Transport, TableFormat.Generic, TableFormat.Aliases, TableFormat.Virtual, TableFormat.Canonical, TableFormat.Relocated,
    ];
}
