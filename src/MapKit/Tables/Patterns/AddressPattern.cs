using MapKit.Platform;

namespace MapKit.Tables.Patterns;

/// <summary>
/// The key of a table in which Postfix looks up addresses with its default strategy (docs/formats/lookups.md#address-lookups): generic, canonical, virtual
/// and others.
/// </summary>
/// <param name="Kind">What it matches.</param>
/// <param name="LocalPart">The part before the <c>@</c>, without quotes, with its extension; null for <c>@domain</c>.</param>
/// <param name="Domain">The domain; null for a user alone.</param>
public sealed record AddressPattern(AddressPatternKind Kind, string? LocalPart, string? Domain)
{
    /// <summary>The pattern as written in a table; the null sender as <c>&lt;&gt;</c>, though a canonical table has two quotes.</summary>
    public override string ToString() => Kind switch
    {
        AddressPatternKind.NullSender => "<>",
        AddressPatternKind.Domain => $"@{Domain}",
        AddressPatternKind.DomainOrUser => Domain ?? "",
        AddressPatternKind.LocalUser => Addresses.LocalPart.External(LocalPart ?? ""),
        _ => $"{Addresses.LocalPart.External(LocalPart ?? "")}@{Domain}",
    };

    internal AddressPattern Decoded() => new(Kind, LosslessText.FromLatin1(LocalPart), LosslessText.FromLatin1(Domain));
}

/// <summary>What a key matches if Postfix uses its default strategy (docs/formats/lookups.md#address-lookups).</summary>
public enum AddressPatternKind
{
    /// <summary><c>user@domain</c>: one address.</summary>
    Address,

    /// <summary><c>user</c>: the user at <c>$myorigin</c> and in every domain of <c>$mydestination</c>.</summary>
    LocalUser,

    /// <summary><c>@domain</c>: every address of the domain.</summary>
    Domain,

    /// <summary>The sender of bounces: <c>&lt;&gt;</c> in a table of relay hosts or transports, two quotes in a canonical table.</summary>
    NullSender,

    /// <summary><c>name.example</c> in a virtual table: a virtual alias domain, or a local user; the text does not say which.</summary>
    DomainOrUser,
}
