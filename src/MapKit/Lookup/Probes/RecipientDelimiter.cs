
namespace MapKit.Lookup.Probes;

/// <summary>Where a local part is split into user and extension (<c>split_addr</c>, docs/formats/lookups.md#address-extensions).</summary>
/// <param name="Characters"><c>recipient_delimiter</c>: any of these characters; empty for no extensions.</param>
/// <param name="KeepsOwnerAndRequest"><c>owner_request_special</c>: <c>owner-list</c> and <c>list-request</c> are not split at a hyphen.</param>
/// <param name="DoubleBounceSender"><c>double_bounce_sender</c>, which is never split.</param>
internal sealed record RecipientDelimiter(string Characters, bool KeepsOwnerAndRequest = true, string DoubleBounceSender = "double-bounce")
{
    /// <summary>Splits a local part.</summary>
    /// <param name="localPart">The part before the <c>@</c>, without quotes.</param>
    /// <returns>The extension with its delimiter, or null if the local part has none.</returns>
    public string? ExtensionOf(string localPart)
    {
        ArgumentNullException.ThrowIfNull(localPart);
        if (localPart.Equals("postmaster", StringComparison.OrdinalIgnoreCase) || localPart.Equals("mailer-daemon", StringComparison.OrdinalIgnoreCase)) return null;
        if (FoldedText.AreEqual(localPart, DoubleBounceSender)) return null;
        if (KeepsOwnerAndRequest && Characters.Contains('-', StringComparison.Ordinal))
        {
            if (localPart.StartsWith("owner-", StringComparison.OrdinalIgnoreCase)) return null;
            if (localPart.Length > "-request".Length && localPart.EndsWith("-request", StringComparison.OrdinalIgnoreCase)) return null;
        }

        var start = localPart.AsSpan().IndexOfAny(Characters);
        return start > 0 ? localPart[start..] : null;
    }

    /// <summary>Removes the extension of an address.</summary>
    /// <param name="address">The address, without quotes.</param>
    /// <param name="extension">The extension with its delimiter, or null.</param>
    /// <returns>The address without it, or null if it has none.</returns>
    public string? Strip(string address, out string? extension)
    {
        ArgumentNullException.ThrowIfNull(address);
        var at = address.LastIndexOf('@');
        var localPart = at < 0 ? address : address[..at];
        extension = ExtensionOf(localPart);
        return extension is null ? null : localPart[..^extension.Length] + (at < 0 ? "" : address[at..]);
    }
}
