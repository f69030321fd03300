using System.Buffers;
using MapKit.Postfix;
using MapKit.Tables.Grammar;
using Sprache;

namespace MapKit.Tables.Hosts;

/// <summary>The grammar of host names and addresses in a next hop (<c>valid_hostname</c>, <c>valid_hostaddr</c>).</summary>
internal static class HostGrammar
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Digits = "0123456789";

    // Bytes from 0x80 on belong to an internationalized name, which Postfix converts before it checks it.
    private static readonly SearchValues<char> LabelCharacters =
        SearchValues.Create(Letters + Digits + "-_" + string.Concat(Enumerable.Range(0x80, 0x80).Select(code => (char)code)));

    private static readonly SearchValues<char> ServiceStart = SearchValues.Create(Letters);
    private static readonly SearchValues<char> ServiceCharacters = SearchValues.Create(Letters + Digits + "-_.+/");
    private static readonly SearchValues<char> DigitCharacters = SearchValues.Create(Digits);
    private static readonly SearchValues<char> NumericCharacters = SearchValues.Create(Digits + ".");
    private static readonly SearchValues<char> IPv6Characters = SearchValues.Create(Digits + "abcdefABCDEF:.");

    /// <summary><c>label = 1*63( LETTER / DIGIT / "-" / "_" )</c>, no hyphen at either end.</summary>
    public static readonly Parser<TextPart> Label =
        Scan.While(LabelCharacters).AtLeastOne()
            .Where(label => label.Length <= PostfixLimits.HostLabel && label.Text[0] != '-' && label.Text[^1] != '-')
            .Named("label");

    /// <summary><c>name = label *( "." label )</c>, at most 255 characters, not all digits.</summary>
    public static readonly Parser<string> Name =
        Label.DelimitedBy(Parse.Char('.'))
            .Select(labels => string.Join('.', labels.Select(label => label.Text)))
            .Where(name => name.Length <= PostfixLimits.HostName && name.AsSpan().ContainsAnyExcept(NumericCharacters))
            .Named("host name");

    /// <summary><c>octet = 1*DIGIT</c>, at most 255.</summary>
    public static readonly Parser<string> Octet =
        Scan.While(DigitCharacters).AtLeastOne()
            .Select(digits => digits.Text)
            .Where(digits => digits.TrimStart('0') is { Length: <= 3 } number && (number.Length == 0 || int.Parse(number, null) <= 255))
            .Named("octet");

    /// <summary><c>ipv4 = octet 3( "." octet )</c>; only 0.0.0.0 begins with 0.</summary>
    public static readonly Parser<string> IPv4 =
        Octet.DelimitedBy(Parse.Char('.'))
            .Select(octets => octets.ToArray())
            .Where(octets => octets.Length == 4 && (octets[0].Trim('0').Length > 0 || octets.All(octet => octet.Trim('0').Length == 0)))
            .Select(octets => string.Join('.', octets))
            .Named("IPv4 address");

    /// <summary><c>ipv6</c>: eight groups of hexadecimal digits, one run of them as <c>::</c>, the last two perhaps as IPv4.</summary>
    public static readonly Parser<string> IPv6 =
        Scan.While(IPv6Characters).AtLeastOne()
            .Select(address => address.Text)
            .Where(address => address.Contains(':', StringComparison.Ordinal) && System.Net.IPAddress.TryParse(address, out _))
            .Named("IPv6 address");

    /// <summary><c>host = name / ipv4 / ipv6</c>.</summary>
    public static readonly Parser<string> Host = Name.End().Or(IPv4.End()).Or(IPv6.End()).Named("host");

    /// <summary><c>number = 1*DIGIT</c>, from 1 to 65535.</summary>
    public static readonly Parser<string> PortNumber =
        Scan.While(DigitCharacters).AtLeastOne()
            .Select(digits => digits.Text)
            .Where(digits => digits.TrimStart('0') is { Length: > 0 and <= 5 } number && int.Parse(number, null) <= 65535)
            .Named("port number");

    /// <summary><c>service = LETTER *( LETTER / DIGIT / "-" / "_" / "." / "+" / "/" )</c>.</summary>
    public static readonly Parser<string> ServiceName =
        (from first in Parse.Char(character => ServiceStart.Contains(character), "letter")
         from rest in Scan.While(ServiceCharacters)
         select first + rest.Text).Named("service name");

    /// <summary><c>port = number / service</c>.</summary>
    public static readonly Parser<string> Port = PortNumber.End().Or(ServiceName.End()).Named("port");
}
