using System.Text;
using MapKit.Source;
using MapKit.Tables;
using MapKit.Tables.Grammar;

namespace MapKit.Linting.Configuration;

/// <summary>Finds the names of transports in values: of routes, and of <c>FILTER</c> in access tables and content checks.</summary>
internal static class TransportNames
{
    private static readonly TableFormat[] Routes = [TableFormat.Transport, TableFormat.SenderTransport, TableFormat.UserTransport];
    private static readonly TableFormat[] WithFilters = [TableFormat.Access, TableFormat.HeaderChecks, TableFormat.BodyChecks, TableFormat.MilterHeaderChecks];

    /// <summary>The formats whose values can name a transport.</summary>
    public static IReadOnlyList<TableFormat> Formats { get; } = [.. Routes, .. WithFilters];

    /// <summary>Finds the name in a value.</summary>
    /// <param name="format">The format of the table.</param>
    /// <param name="value">The value.</param>
    /// <param name="start">Where the name begins.</param>
    /// <returns>The name; empty if there is none, or if the value keeps the transport.</returns>
    public static ReadOnlySpan<byte> Find(TableFormat format, ReadOnlySpan<byte> value, out int start)
    {
        start = 0;
        if (Array.IndexOf(WithFilters, format) >= 0)
        {
            if (value.Length <= "FILTER ".Length || !Ascii.EqualsIgnoreCase(value[..6], "FILTER"u8) || value[6] is not ((byte)' ' or (byte)'\t')) return [];
            start = 7;
            while (start < value.Length && AsciiSpace.IsSpace(value[start])) start++;

            // Without a colon Postfix does not use the action, which is reported when the value is read.
            return value[start..].IndexOf((byte)':') is >= 0 and var end ? value.Slice(start, end) : [];
        }

        if (Array.IndexOf(Routes, format) < 0 || (format == TableFormat.SenderTransport && Ascii.EqualsIgnoreCase(value, "DUNNO"u8))) return [];
        return value.IndexOf((byte)':') is >= 0 and var colon ? value[..colon] : value;
    }

    /// <summary>The finding of a transport that is not in master.cf.</summary>
    public static string MessageOf(string master, string name) =>
        $"{master} has no service {Latin1Text.Show(name)} of type unix; Postfix cannot use this transport and defers the mail";

    /// <summary>What to do about it.</summary>
    public const string Help = "write the name of a delivery agent of master.cf, or add the service there";
}
