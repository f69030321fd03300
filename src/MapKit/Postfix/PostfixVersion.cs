namespace MapKit.Postfix;

/// <summary>The Postfix version whose messages and behaviour are followed (docs/formats/versions.md#differences).</summary>
public enum PostfixVersion
{
    /// <summary>Upstream 3.12, the default.</summary>
    Postfix312,

    /// <summary>Debian's 3.7.11.</summary>
    Postfix37,
}
