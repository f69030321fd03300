using System.Collections.Immutable;

namespace MapKit.Delivery.Local;

/// <summary>The state of the expansion of aliases.</summary>
/// <param name="Level">The nesting level, as local(8) counts it: three for a recipient whose alias is expanded, one for an address, one for a file.</param>
internal sealed record AliasState(int Level)
{
    /// <summary>The alias that is being expanded: its name in its value means the user, not the alias.</summary>
    public string? ExpandedFrom { get; init; }

    /// <summary>The aliases that are being expanded, outermost first.</summary>
    public ImmutableList<string> Path { get; init; } = [];

    /// <summary>The extension that no alias matched; added to addresses according to <c>propagate_unmatched_extensions</c>.</summary>
    public string? Extension { get; init; }

    /// <summary>The user with whose rights files are included; 0 for root.</summary>
    public uint Owner { get; init; }

    /// <summary>The new sender if an alias has an owner, in internal form; null for the original sender.</summary>
    public string? Sender { get; init; }

    /// <summary>Whether the destinations are those of a file.</summary>
    public bool IsInclude { get; init; }
}
