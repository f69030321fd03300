namespace MapKit.Entries;

/// <summary>How the lines of a source are to be read.</summary>
public enum SourceSyntax
{
    /// <summary><c>key whitespace value</c>, as postmap (docs/formats/postmap-entries.md#one-entry).</summary>
    Postmap,

    /// <summary><c>name: value</c> made of RFC 822 tokens, as postalias (docs/formats/aliases.md#from-tokens-to-a-record).</summary>
    Aliases,
}
