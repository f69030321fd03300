using System.Globalization;
using System.Text;

namespace MapKit.Delivery.Smtpd;

/// <summary>A reply of the SMTP server: code, enhanced status and text, one character per byte.</summary>
/// <param name="Code">The code, such as 554.</param>
/// <param name="Status">The enhanced status, such as 5.7.1.</param>
/// <param name="Text">The text.</param>
internal sealed record SmtpReply(int Code, string Status, string Text)
{
    /// <summary>Bytes of a reply that smtpd keeps.</summary>
    private const int Longest = 510;

    /// <summary>The reply to RCPT TO for an accepted recipient.</summary>
    public static readonly SmtpReply RecipientAccepted = new(250, "2.1.5", "Ok");

    /// <summary>The failure of a table or a list of domains.</summary>
    /// <param name="name">What was looked up.</param>
    public static SmtpReply LookupFailure(string name) => new(451, "4.3.0", $"<{name}>: Temporary lookup failure");

    /// <summary>A configuration that smtpd cannot use.</summary>
    public static readonly SmtpReply ServerError = new(451, "4.3.5", "Server configuration error");

    /// <summary>Whether the client may try again.</summary>
    public bool IsTemporary => Code < 500;

    /// <summary>Whether the server refuses.</summary>
    public bool IsRefusal => Code >= 400;

    /// <summary>The reply as smtpd sends a rejection (<c>smtpd_check_reject</c>): bad codes are replaced, and the status follows the code.</summary>
    /// <param name="isSoft"><c>soft_bounce</c>.</param>
    public SmtpReply Normalized(bool isSoft)
    {
        if (Code is < 400 or > 599 || !DeliveryStatus.IsStatus(Status)) return new SmtpReply(450, "4.7.1", "Service unavailable").Normalized(isSoft);
        var code = isSoft && Code >= 500 ? Code - 100 : Code;
        var status = $"{code / 100}{Status[1..]}";
        var room = Longest - $"{code} {status} ".Length;
        var text = Printable(Text.Length > room ? Text[..room] : Text);
        return new SmtpReply(code, status, text);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Code} {Status} {Text}");

    /// <summary>Control characters become spaces; UTF-8 is kept.</summary>
    private static string Printable(string text)
    {
        var printable = new StringBuilder(text);
        for (var index = 0; index < printable.Length; index++)
        {
            if (char.IsAsciiLetterOrDigit(printable[index]) || printable[index] is >= ' ' and not '\x7F') continue;
            printable[index] = ' ';
        }

        return printable.ToString();
    }
}
