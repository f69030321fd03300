
namespace MapKit.Entries;

/// <summary>One token of an address list.</summary>
internal struct AddressToken
{
    /// <summary>What it is.</summary>
    public AddressTokenKind Kind;

    /// <summary>The operator byte, 0 for other kinds.</summary>
    public byte Operator;

    /// <summary>Where its text begins in the tokenizer's text buffer.</summary>
    public int TextStart;

    /// <summary>Bytes of its text, escapes resolved.</summary>
    public int TextLength;

    /// <summary>Where it begins in the logical line.</summary>
    public int SourceStart;

    /// <summary>Its length in the logical line, in bytes.</summary>
    public int SourceLength;

    /// <summary>Where it begins in the external form of its list; set when that form is built.</summary>
    public int ExternalStart;

    /// <summary>Whether it is a word rather than an operator.</summary>
    public readonly bool IsWord => Kind != AddressTokenKind.Operator;
}

/// <summary>The kinds of token that Postfix distinguishes in an address list (docs/formats/aliases.md#tokens).</summary>
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
