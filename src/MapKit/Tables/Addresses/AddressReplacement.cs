using MapKit.Source;

namespace MapKit.Tables.Addresses;

/// <summary>What an address becomes in a generic, canonical or virtual table (postfix-tables 5.3).</summary>
/// <param name="Address">The address that replaces the whole one; the null address has an empty local part. Null for <c>@domain</c>.</param>
/// <param name="Domain">For <c>@domain</c>: the domain that replaces that of the address, whose local part stays. Otherwise null.</param>
public sealed record AddressReplacement(MailAddress? Address, string? Domain)
{
    /// <summary>The replacement as it is to be written.</summary>
    public override string ToString() => Address?.ToString() ?? $"@{Domain}";

    internal AddressReplacement Decoded() => new(Address?.Decoded(), LosslessText.FromLatin1(Domain));
}
