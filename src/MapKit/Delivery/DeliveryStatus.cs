namespace MapKit.Delivery;

/// <summary>A text that begins with a status (RFC 3463), as in <c>5.7.1 go away</c> (<c>dsn_split</c>).</summary>
/// <param name="Code">The status.</param>
/// <param name="Text">What follows it.</param>
internal sealed record DeliveryStatus(string Code, string Text)
{
    /// <summary>Splits a text.</summary>
    /// <param name="text">The text, one character per byte.</param>
    /// <returns>Null if it does not begin with a status, or no text follows.</returns>
    public static DeliveryStatus? Parse(string text)
    {
        var separator = text.IndexOfAny([' ', '\t']);
        if (separator < 0 || text.AsSpan(separator).Trim().IsEmpty) return null;
        var parts = text[..separator].Split('.');
        var isStatus = parts.Length == 3 && parts[0] is "2" or "4" or "5" && parts.All(part => part.Length is > 0 and <= 3 && part.All(char.IsAsciiDigit));
        return isStatus ? new DeliveryStatus(text[..separator], text[separator..].TrimStart()) : null;
    }
}
