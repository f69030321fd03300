namespace MapKit.Entries;

/// <summary>The kinds of token that Postfix finds in an address list (postfix-tables 3.1).</summary>
internal enum AddressTokenKind
{
    /// <summary>A plain word.</summary>
    Atom,

    /// <summary>A quoted string, or a word that needs quotes.</summary>
    QuotedString,

    /// <summary>A comment, parentheses included.</summary>
    Comment,

    /// <summary>A domain literal, without its brackets.</summary>
    DomainLiteral,

    /// <summary>One of <c>| % ! ) &lt; &gt; @ , ; : . ]</c>.</summary>
    Operator,
}
