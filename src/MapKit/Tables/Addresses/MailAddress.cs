using MapKit.Platform;

namespace MapKit.Tables.Addresses;

/// <summary>A mail address.</summary>
/// <param name="LocalPart">The part before the <c>@</c>, without quotes. Empty for the null address.</param>
/// <param name="Domain">The part after it, a domain literal with its brackets; null for an address without domain.</param>
public sealed record MailAddress(string LocalPart, string? Domain)
{
    /// <summary>The address in external form: the local part in quotes if needed.</summary>
    public override string ToString() =>
        Domain is null ? Addresses.LocalPart.External(LocalPart) : $"{Addresses.LocalPart.External(LocalPart)}@{Domain}";

    internal MailAddress Decoded() => new(LosslessText.FromLatin1(LocalPart), LosslessText.FromLatin1(Domain));
}
