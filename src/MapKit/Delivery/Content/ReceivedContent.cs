using MapKit.Delivery.Rewrite;
using MapKit.Messages;

namespace MapKit.Delivery.Content;

/// <summary>The content of a message, and what cleanup(8) does with it.</summary>
/// <param name="Message">The message.</param>
internal sealed record ReceivedContent(MessageText Message)
{
    /// <summary>Whether its headers and lines are checked (<c>CLEANUP_FLAG_FILTER</c>).</summary>
    public bool IsChecked { get; init; }

    /// <summary>How the addresses in its headers are completed; null if they are not rewritten.</summary>
    public AddressCompletion? Completion { get; init; }
}
