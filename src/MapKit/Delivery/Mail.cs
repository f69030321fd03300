using System.Collections.Immutable;
using MapKit.Delivery.Content;

namespace MapKit.Delivery;

/// <summary>A message on its way from cleanup(8) on.</summary>
/// <param name="Sender">The sender in internal form; empty for the null sender, null if unknown.</param>
/// <param name="Recipients">The recipients in internal form.</param>
internal sealed record Mail(string? Sender, IReadOnlyList<string> Recipients)
{
    /// <summary>The cleanup(8) service that receives it.</summary>
    public required string CleanupService { get; init; }

    /// <summary>Whether addresses are rewritten and aliases expanded (<c>CLEANUP_FLAG_MAP_OK</c>).</summary>
    public bool MapsAddresses { get; init; } = true;

    /// <summary>Whether copies are added (<c>CLEANUP_FLAG_BCC_OK</c>).</summary>
    public bool AddsCopies { get; init; }

    /// <summary>The transport and next hop of a content filter; empty for none.</summary>
    public string ContentFilter { get; init; } = "";

    /// <summary>The addresses in its <c>Delivered-To</c> headers, folded.</summary>
    public ImmutableHashSet<string> DeliveredTo { get; init; } = [];

    /// <summary>Its content; null if it is not given.</summary>
    public ReceivedContent? Content { get; init; }

    /// <summary>Number of <c>Received</c> headers that it had when it came.</summary>
    public int ReceivedHeaders { get; init; }

    /// <summary>How often local(8) has forwarded it.</summary>
    public int Hops { get; init; }

    /// <summary>Whether local(8) forwards it: if it is not accepted, local(8) tries again later.</summary>
    public bool IsForwarded => Hops > 0;

    /// <summary>A text that is the same for messages with the same future.</summary>
    public string Identity => string.Join('\n', [Sender ?? "?", ContentFilter, CleanupService, .. Recipients, "", .. DeliveredTo.Order(StringComparer.Ordinal)]);
}
