namespace MapKit.Records;

/// <summary>What becomes of upper case in keys (postfix-tables 2.3).</summary>
public enum KeyFolding
{
    /// <summary>Keys stay as they are (<c>postmap -f</c>).</summary>
    None,

    /// <summary>A to Z become a to z (UTF-8 mode off).</summary>
    Ascii,

    /// <summary>Unicode full case folding (UTF-8 mode on).</summary>
    Unicode,
}
