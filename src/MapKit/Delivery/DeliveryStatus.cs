using System.Buffers;
using MapKit.Delivery.Smtpd;

namespace MapKit.Delivery;

/// <summary>A text that begins with a status (RFC 3463), as in <c>5.7.1 go away</c> (<c>dsn_split</c>).</summary>
/// <param name="Code">The status.</param>
/// <param name="Text">What follows it.</param>
internal sealed record DeliveryStatus(string Code, string Text)
{
    private const string Whitespace = " \t\r\n\v\f";

    private static readonly SearchValues<char> Separators = SearchValues.Create(Whitespace);

    /// <summary>Splits a text.</summary>
    /// <param name="text">The text, one character per byte.</param>
    /// <returns>Null if it does not begin with a status, or no text follows.</returns>
    public static DeliveryStatus? Parse(string text)
    {
        var separator = text.IndexOfAny([' ', '\t']);
        if (separator < 0 || text.AsSpan(separator).Trim().IsEmpty) return null;
        return IsStatus(text[..separator]) ? new DeliveryStatus(text[..separator], text[separator..].TrimStart()) : null;
    }

    /// <summary>Splits a text; a text without a status gets the given one.</summary>
    /// <param name="status">The status for a text that has none.</param>
    /// <param name="text">The text, one character per byte.</param>
    public static DeliveryStatus Split(string status, string text)
    {
        text = text.AsSpan().TrimStart(Whitespace).ToString();
        var end = text.AsSpan().IndexOfAny(Separators) is >= 0 and var found ? found : text.Length;
        return IsStatus(text[..end]) ? new DeliveryStatus(text[..end], text.AsSpan(end).TrimStart(Whitespace).ToString()) : new DeliveryStatus(status, text);
    }

    /// <summary>Whether a text is a status, such as 5.7.1.</summary>
    public static bool IsStatus(string text)
    {
        var parts = text.Split('.');
        return parts.Length == 3 && parts[0] is "2" or "4" or "5" && parts.Skip(1).All(part => part.Length is > 0 and <= 3 && part.All(char.IsAsciiDigit));
    }

    /// <summary>
    /// The status for what is rejected (<c>smtpd_dsn_fix</c>): one about recipients becomes one about senders if a sender is rejected, and
    /// the reverse; one about addresses becomes 4.0.0 if neither is.
    /// </summary>
    /// <param name="subject">What is rejected.</param>
    public string CodeFor(SmtpdSubject subject)
    {
        if (!Code.AsSpan(1).StartsWith(".1.")) return Code;
        var (sender, recipient) = Code[4..] switch
        {
            "1" => ("4.1.7", "4.1.1"),
            "2" => ("4.1.8", "4.1.2"),
            "3" => ("4.1.7", "4.1.3"),
            "4" => ("4.1.7", "4.1.4"),
            "5" => ("4.1.0", "4.1.5"),
            "6" => ("4.1.7", "4.1.6"),
            "7" => ("4.1.7", "4.1.3"),
            "8" => ("4.1.8", "4.1.2"),
            _ => ("4.1.0", "4.1.0"),
        };
        return subject == SmtpdSubject.Sender ? sender : subject == SmtpdSubject.Recipient ? recipient : "4.0.0";
    }
}
