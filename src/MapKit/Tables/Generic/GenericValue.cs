using MapKit.Diagnostics;
using MapKit.Tables.Addresses;

namespace MapKit.Tables.Generic;

/// <summary>Parses the values of generic tables (postfix-tables 5.3).</summary>
public static class GenericValue
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
        return OneReplacement.Parse(latin1, Severity.Error);
    }
}
