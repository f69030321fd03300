using MapKit.Source;
using MapKit.Tables.Grammar;
using MapKit.Tables.Hosts;

namespace MapKit.Delivery.Smtpd;

/// <summary>Reads a session from texts of a command line or of a file of expectations.</summary>
internal static class SmtpSessionText
{
    /// <summary>Creates a session.</summary>
    /// <param name="client"><c>address</c>, <c>address:name</c> or <c>[address]:name</c>; null if not given.</param>
    /// <param name="helo">The HELO name; null if not given.</param>
    /// <param name="sender">The sender.</param>
    /// <param name="recipient">The recipient.</param>
    /// <param name="login">The login; null for none.</param>
    /// <param name="assumptions">Texts <c>NAME=ANSWER</c>.</param>
    /// <exception cref="FormatException">A text cannot be read.</exception>
    public static SmtpSession Create(string? client, string? helo, string sender, string recipient, string? login, IEnumerable<string> assumptions)
    {
        var (address, name) = client is null ? (SmtpSession.Unknown, null) : ClientOf(client);
        return new SmtpSession
        {
            Address = address,
            Name = name,
            Helo = helo is null ? null : ByteText.FromText(helo),
            Sender = sender == "<>" ? "" : ByteText.FromText(sender),
            Recipient = ByteText.FromText(recipient),
            Login = login is null ? null : ByteText.FromText(login),
            Assumptions = assumptions.Select(AssumptionOf).GroupBy(given => given.Name, StringComparer.OrdinalIgnoreCase).ToDictionary(group => group.Key, group => group.Last().Answer, StringComparer.OrdinalIgnoreCase),
        };
    }

    private static (string Name, string Answer) AssumptionOf(string text)
    {
        // A domain with a filter has a = itself: list.example=127.0.0.2=yes.
        var sign = text.LastIndexOf('=');
        return sign > 0 && sign < text.Length - 1 ? (text[..sign], ByteText.FromText(text[(sign + 1)..])) : throw new FormatException($"{text}: expected NAME=yes or NAME=no");
    }

    private static (string Address, string? Name) ClientOf(string text)
    {
        if (AddressOf(text) is { } alone) return (alone, null);
        var (address, name) = ("", "");
        if (text.StartsWith('[') && text.IndexOf(']', StringComparison.Ordinal) is > 0 and var end)
        {
            address = text[1..end];
            name = text[(end + 1)..] is [':', .. var rest] ? rest : text[(end + 1)..].Length == 0 ? "" : "?";
        }
        else if (text.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
        {
            (address, name) = (text[..colon], text[(colon + 1)..]);
        }

        if (AddressOf(address) is not { } known) throw new FormatException($"{text}: expected ADDRESS or ADDRESS:NAME, such as 192.0.2.1:mail.example.org or [2001:db8::1]:mail.example.org");
        if (name.Length == 0) return (known, null);
        return name == SmtpSession.Unknown || HostGrammar.Name.Matches(ByteText.FromText(name), out _) ? (known, ByteText.FromText(name)) : throw new FormatException($"{text}: {name} is not the name of a host");
    }

    /// <summary>An address as Postfix shows it: one of IPv4 in IPv6 is shown as IPv4.</summary>
    private static string? AddressOf(string text)
    {
        const string Mapped = "::ffff:";
        if (!NetworkAddress.TryParse(Latin1Text.Bytes(ByteText.FromText(text)), out var address)) return null;
        var shown = address.ToString();
        return shown.StartsWith(Mapped, StringComparison.Ordinal) && shown.Contains('.', StringComparison.Ordinal) ? shown[Mapped.Length..] : shown;
    }
}
