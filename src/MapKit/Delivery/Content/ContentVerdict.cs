using MapKit.Delivery.Smtpd;
using MapKit.Messages;

namespace MapKit.Delivery.Content;

/// <summary>What becomes of a message after the checks of its content.</summary>
internal sealed record ContentVerdict
{
    /// <summary>The reply with which the SMTP server rejects the message; null if it accepts it.</summary>
    public SmtpReply? Rejection { get; init; }

    /// <summary>Whether the message is discarded.</summary>
    public bool IsDiscarded { get; init; }

    /// <summary>Whether the message is put on hold.</summary>
    public bool IsHeld { get; init; }

    /// <summary>The content filter that a check names; null if none does.</summary>
    public string? Filter { get; init; }

    /// <summary>The only recipient; null if the recipients stay.</summary>
    public string? Redirect { get; init; }

    /// <summary>The further recipients.</summary>
    public IReadOnlyList<string> Copies { get; init; } = [];

    /// <summary>The message as it is queued.</summary>
    public required MessageText Message { get; init; }

    /// <summary>The addresses in its <c>Delivered-To</c> headers.</summary>
    public IReadOnlyList<string> DeliveredTo { get; init; } = [];

    /// <summary>Number of its <c>Received</c> headers.</summary>
    public int ReceivedHeaders { get; init; }
}
