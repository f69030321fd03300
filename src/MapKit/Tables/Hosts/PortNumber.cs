using MapKit.Postfix;
using MapKit.Tables.Grammar;

namespace MapKit.Tables.Hosts;

/// <summary>Ports as written.</summary>
internal static class PortNumber
{
    /// <summary>The services to which mail is sent.</summary>
    private static readonly string[] MailServices = [.. SubmissionPorts.Services, "lmtp", "ssmtp"];

    /// <summary>
    /// The mail service that differs from a name of letters by one character or its case, or null. Other services are
    /// defined by the system; none has such a name.
    /// </summary>
    public static string? MisspelledService(string name)
    {
        if (Array.IndexOf(MailServices, name) >= 0 || !name.All(char.IsAsciiLetter)) return null;
        var lower = name.ToLowerInvariant();
        return Array.Find(MailServices, service => service == lower) ?? Array.Find(MailServices, service => Misspelling.IsOneEditAway(lower, service));
    }

    /// <summary>Whether the bytes are a number from 1 to 65535 without leading zero.</summary>
    public static bool IsCommon(ReadOnlySpan<byte> port)
    {
        if (port.Length is 0 or > 5 || port[0] == '0' || port.ContainsAnyExceptInRange((byte)'0', (byte)'9')) return false;
        var number = 0;
        foreach (var digit in port) number = number * 10 + digit - '0';
        return number <= 65535;
    }
}
