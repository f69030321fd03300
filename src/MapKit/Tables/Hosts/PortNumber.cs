namespace MapKit.Tables.Hosts;

/// <summary>The span recogniser of port numbers.</summary>
internal static class PortNumber
{
    /// <summary>Whether the bytes are a number from 1 to 65535 without leading zero.</summary>
    public static bool IsCommon(ReadOnlySpan<byte> port)
    {
        if (port.Length is 0 or > 5 || port[0] == '0' || port.ContainsAnyExceptInRange((byte)'0', (byte)'9')) return false;
        var number = 0;
        foreach (var digit in port) number = number * 10 + digit - '0';
        return number <= 65535;
    }
}
