using Sprache;

namespace MapKit.Tables.Addresses;

/// <summary>The grammar of replacements (docs/formats/table-formats.md#rewritten-addresses), on one address of the value in external form.</summary>
internal static class ReplacementGrammar
{
    /// <summary><c>null = "&lt;&gt;" / DQUOTE DQUOTE</c>: the null address.</summary>
    public static readonly Parser<AddressReplacement> Null =
        Parse.String("<>").Or(Parse.String("\"\"")).Select(_ => new AddressReplacement(new MailAddress("", null), null)).Named("null address");

    /// <summary><c>at-domain = "@" domain</c>: the local part is kept.</summary>
    public static readonly Parser<AddressReplacement> AtDomain =
        (from at in Parse.Char('@') from domain in AddressGrammar.Domain select new AddressReplacement(null, domain)).Named("@domain");

    /// <summary><c>whole = address</c>.</summary>
    public static readonly Parser<AddressReplacement> Whole =
        AddressGrammar.Address.Select(address => new AddressReplacement(address, null)).Named("address");

    /// <summary><c>result = at-domain / whole</c>.</summary>
    public static readonly Parser<AddressReplacement> Result = AtDomain.End().Or(Whole.End()).Named("result");
}
