using MapKit.Diagnostics;
using MapKit.Tables.Addresses;

namespace MapKit.Tables.Canonical;

/// <summary>Parses the values of canonical tables (postfix-tables 5.3 and 5.6): one address for one, up to ten times in a row.</summary>
public static class CanonicalValue
{
    /// <summary>Recognises the common shapes without allocating.</summary>
    /// <param name="value">The value, trimmed.</param>
    /// <returns>True only where <see cref="Parse"/> finds nothing wrong.</returns>
    public static bool IsCommon(ReadOnlySpan<byte> value) => OneReplacement.IsCommon(value);

    /// <summary>Parses a value.</summary>
    /// <param name="latin1">The value, one character per byte, trimmed.</param>
    /// <returns>The result, or null where Postfix can make nothing of it, and all that is wrong.</returns>
    public static ParsedValue<AddressReplacement> Parse(string latin1)
    {
        ArgumentNullException.ThrowIfNull(latin1);
        return OneReplacement.Parse(latin1, Severity.Warning);
    }
}
