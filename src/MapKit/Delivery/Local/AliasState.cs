using System.Collections.Immutable;

namespace MapKit.Delivery.Local;

/// <summary>Where the expansion of aliases stands.</summary>
/// <param name="Level">How deep it is, as local(8) counts: three for a recipient whose alias is expanded, one for an address, one for a file.</param>
internal sealed record AliasState(int Level)
{
    /// <summary>The alias that is being expanded: its own name in its value is the user, not the alias.</summary>
    public string? ExpandedFrom { get; init; }

    /// <summary>The aliases that are being expanded, outermost first.</summary>
    public ImmutableList<string> Path { get; init; } = [];

    /// <summary>What the extension was that no alias matched; put into addresses where <c>propagate_unmatched_extensions</c> says so.</summary>
    public string? Extension { get; init; }

    /// <summary>The user with whose rights files are included; 0 for root.</summary>
    public uint Owner { get; init; }

    /// <summary>The sender that the mail goes on with where an alias has an owner, in internal form; null for the one it came with.</summary>
    public string? Sender { get; init; }

    /// <summary>Whether the destinations are those of a file.</summary>
    public bool IsInclude { get; init; }
}
