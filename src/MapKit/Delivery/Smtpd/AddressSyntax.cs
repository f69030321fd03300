using MapKit.Tables.Addresses;

namespace MapKit.Delivery.Smtpd;

/// <summary>How the SMTP server reads the address of MAIL FROM or RCPT TO (<c>extract_addr</c>).</summary>
internal static class AddressSyntax
{
    /// <summary>Reads an address.</summary>
    /// <param name="written">The text between the brackets, one character per byte.</param>
    /// <returns>The address in internal form, empty for the null address; null if it is not one address.</returns>
    public static string? Read(string written)
    {
        var text = written.StartsWith('<') && written.EndsWith('>') ? written[1..^1] : written;

        // The old form of a route, @a,@b:user@domain, is cut.
        if (text.StartsWith('@') && text.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon) text = text[(colon + 1)..];
        var items = AddressList.Parse(text).Items;
        return items.Count switch { 0 => "", 1 => items[0].Internal, _ => null };
    }
}
