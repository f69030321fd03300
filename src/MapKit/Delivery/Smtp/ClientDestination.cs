namespace MapKit.Delivery.Smtp;

/// <summary>The first destination of a next hop, as the client reads it.</summary>
/// <param name="Literal">The network address in its brackets; null if it has none.</param>
/// <param name="IsDefaultPort">Whether the client connects to the port of its protocol.</param>
internal sealed record ClientDestination(string? Literal, bool IsDefaultPort)
{
    private static readonly string[] DefaultPorts = ["", "25", "smtp"];

    /// <summary>Reads a next hop.</summary>
    /// <param name="nextHop">The next hop.</param>
    /// <param name="program"><c>smtp</c> or <c>lmtp</c>.</param>
    public static ClientDestination Parse(string nextHop, string program)
    {
        var first = nextHop.Split([',', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "";
        if (program == "lmtp" && first.StartsWith("inet:", StringComparison.Ordinal)) first = first["inet:".Length..];
        var end = first.IndexOf(']', StringComparison.Ordinal);
        if (!first.StartsWith('[') || end < 0) return new ClientDestination(null, IsDefaultPort: true);
        var literal = first[1..end];
        if (literal.StartsWith("IPv6:", StringComparison.OrdinalIgnoreCase)) literal = literal["IPv6:".Length..];
        return new ClientDestination(literal, DefaultPorts.Contains(first[(end + 1)..].TrimStart(':')));
    }
}
