using MapKit.Platform;

namespace MapKit.Tables.Addresses;

/// <summary>The replacement of an address in a generic, canonical or virtual table (docs/formats/table-formats.md#rewritten-addresses).</summary>
/// <param name="Address">The address that replaces the whole one; the null address has an empty local part. Null for <c>@domain</c>.</param>
/// <param name="Domain">For <c>@domain</c>: the new domain of the address, whose local part is kept. Otherwise null.</param>
public sealed record AddressReplacement(MailAddress? Address, string? Domain)
{
    /// <summary>The replacement as written in a table.</summary>
    public override string ToString() => Address?.ToString() ?? $"@{Domain}";

    internal AddressReplacement Decoded() => new(Address?.Decoded(), LosslessText.FromLatin1(Domain));
}
