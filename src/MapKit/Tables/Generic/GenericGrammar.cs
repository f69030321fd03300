using MapKit.Tables.Addresses;
using Sprache;

namespace MapKit.Tables.Generic;

/// <summary>The grammar of results (postfix-tables 5.3), on one address of the value in external form.</summary>
internal static class GenericGrammar
{
    /// <summary><c>null = "&lt;&gt;" / DQUOTE DQUOTE</c>: the null address.</summary>
    public static readonly Parser<GenericResult> Null =
        Parse.String("<>").Or(Parse.String("\"\"")).Select(_ => new GenericResult(new MailAddress("", null), null)).Named("null address");

    /// <summary><c>at-domain = "@" domain</c>: the local part stays.</summary>
    public static readonly Parser<GenericResult> AtDomain =
        (from at in Parse.Char('@') from domain in AddressGrammar.Domain select new GenericResult(null, domain)).Named("@domain");

    /// <summary><c>whole = address</c>.</summary>
    public static readonly Parser<GenericResult> Whole =
        AddressGrammar.Address.Select(address => new GenericResult(address, null)).Named("address");

    /// <summary><c>result = at-domain / whole</c>.</summary>
    public static readonly Parser<GenericResult> Result = AtDomain.End().Or(Whole.End()).Named("result");
}
