using System.Collections.Immutable;

namespace MapKit.Delivery.Local;

/// <summary>
/// The state of a delivery by local(8) (<c>LOCAL_STATE</c>): it goes down into aliases, included files and <c>.forward</c> files by value, so
/// that nothing has to be undone.
/// </summary>
internal sealed record LocalState
{
    /// <summary>The nesting level, as local(8) counts it.</summary>
    public int Level { get; init; }

    /// <summary>The recipient in internal form.</summary>
    public string Address { get; init; } = "";

    /// <summary>Its folded local part.</summary>
    public string LocalPart { get; init; } = "";

    /// <summary>The local part without the extension.</summary>
    public string User { get; init; } = "";

    /// <summary>The folded domain.</summary>
    public string Domain { get; init; } = "";

    /// <summary>The extension with its delimiter; null if there is none.</summary>
    public string? Extension { get; init; }

    /// <summary>The extension that is still to be added to addresses.</summary>
    public string? Unmatched { get; init; }

    /// <summary>Who gets problems with the mail: the owner of an alias, a user with a <c>.forward</c> file; null for the sender.</summary>
    public string? Owner { get; init; }

    /// <summary>The sender in internal form; null if unknown.</summary>
    public string? Sender { get; init; }

    /// <summary>The address for the <c>Delivered-To</c> header of forwarded mail; null if not set yet.</summary>
    public string? Delivered { get; init; }

    /// <summary>The alias that is being expanded: its name in its value means the user, not the alias.</summary>
    public string? ExpandedFrom { get; init; }

    /// <summary>What lists the destinations: <c>alias</c>, <c>forward</c> or <c>include</c>; empty for the recipient of the message.</summary>
    public string ListedIn { get; init; } = "";

    /// <summary>The user whose rights apply; 0 for root.</summary>
    public uint UserId { get; init; }

    /// <summary>The home directory of that user; null if there is none.</summary>
    public string? Home { get; init; }

    /// <summary>The aliases that are being expanded, outermost first, each with the extension that is passed on.</summary>
    public ImmutableList<(string Name, string? Extension)> Path { get; init; } = [];

    /// <summary>One level deeper.</summary>
    public LocalState Deeper => this with { Level = Level + 1 };
}
