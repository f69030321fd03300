namespace MapKit.Entries;

/// <summary>How the lines of a source are to be read.</summary>
public enum SourceSyntax
{
    /// <summary><c>key whitespace value</c>, as postmap (postfix-tables 2.1).</summary>
    Postmap,

    /// <summary><c>name: value</c> made of RFC 822 tokens, as postalias (postfix-tables 3.1).</summary>
    Aliases,
}
