namespace MapKit.Postfix;

/// <summary>
/// The one list of limits that Postfix has built in, and the defaults of those that a parameter sets. The limits of a map format are
/// those of its engine.
/// </summary>
internal static class PostfixLimits
{
    /// <summary>Characters of a host name (<c>VALID_HOSTNAME_LEN</c>).</summary>
    public const int HostName = 255;

    /// <summary>Characters between two dots of a host name (<c>VALID_LABEL_LEN</c>).</summary>
    public const int HostLabel = 63;

    /// <summary>Characters of a text that a message quotes.</summary>
    public const int QuotedText = 30;

    /// <summary>Expressions within expressions in a value of main.cf.</summary>
    public const int MacroNesting = 100;

    /// <summary>The largest second and third number of <c>compatibility_level</c>.</summary>
    public const int CompatibilityLevelPart = 1023;

    /// <summary>Lookups of one address in canonical tables (<c>MAX_RECURSION</c> of cleanup).</summary>
    public const int CanonicalLookups = 10;

    /// <summary>Addresses within addresses in virtual aliases (the default of <c>virtual_alias_recursion_limit</c>).</summary>
    public const int VirtualAliasNesting = 1000;

    /// <summary>Aliases, <c>.forward</c> and <c>:include:</c> files within one another in local(8).</summary>
    public const int LocalNesting = 100;

    /// <summary>Seconds that a source may be newer than its map before Postfix warns: it may be on its way into the map.</summary>
    public const int OlderMapSeconds = 100;

    /// <summary>Bytes of a header after which it takes no more lines (the default of <c>header_size_limit</c>).</summary>
    public const int HeaderSize = 102400;

    /// <summary>Parts of a message within one another (the default of <c>mime_nesting_limit</c>).</summary>
    public const int MimeNesting = 100;

    /// <summary>Bytes of a boundary that are compared (the default of <c>mime_boundary_length_limit</c>).</summary>
    public const int MimeBoundary = 2048;
}
