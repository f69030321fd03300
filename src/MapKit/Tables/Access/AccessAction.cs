using MapKit.Tables.Addresses;
using MapKit.Tables.Transport;

namespace MapKit.Tables.Access;

/// <summary>The value of an access entry (postfix-tables 5.7).</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Text">What follows the action: the text of the answer, or its parameter. For restrictions the whole value.</param>
public sealed record AccessAction(AccessActionKind Kind, string Text)
{
    /// <summary>The code of <see cref="AccessActionKind.Reply"/>, 400 to 599; otherwise null.</summary>
    public int? Code { get; init; }

    /// <summary>Who gets the mail, for <c>REDIRECT</c> and <c>BCC</c>; null for others, and where the text is not one address.</summary>
    public MailAddress? Recipient { get; init; }

    /// <summary>Where the mail goes, for <c>FILTER</c>; otherwise null.</summary>
    public TransportRoute? Filter { get; init; }

    /// <summary>The names and their arguments, for <see cref="AccessActionKind.Restrictions"/>; otherwise empty.</summary>
    public IReadOnlyList<string> Restrictions { get; init; } = [];
}
