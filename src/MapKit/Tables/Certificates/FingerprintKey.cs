using System.Buffers;
using MapKit.Tables.Grammar;
using MapKit.Tables.Patterns;
using Sprache;

namespace MapKit.Tables.Certificates;

/// <summary>Parses fingerprints: pairs of hexadecimal digits with colons between them, as many as a digest has bytes.</summary>
internal static class FingerprintKey
{
    private static readonly int[] Lengths = [16, 20, 28, 32, 48, 64]; // md5, sha1, sha224, sha256, sha384, sha512
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary><c>fingerprint = pair *( ":" pair )</c>.</summary>
    private static readonly Parser<int> Pairs =
        Scan.While(Digits).Where(pair => pair.Length == 2).DelimitedBy(Sprache.Parse.Char(':')).Select(pairs => pairs.Count()).Named("fingerprint");

    /// <summary>Recognises a fingerprint without allocating.</summary>
    public static bool IsCommon(ReadOnlySpan<byte> key)
    {
        if ((key.Length + 1) % 3 != 0 || Array.IndexOf(Lengths, (key.Length + 1) / 3) < 0) return false;
        for (var index = 0; index < key.Length; index++)
        {
            if (index % 3 == 2 ? key[index] != ':' : !char.IsAsciiHexDigit((char)key[index])) return false;
        }

        return true;
    }

    /// <summary>Parses a key.</summary>
    /// <param name="key">The key, one character per byte, as postmap stores it.</param>
    public static ParsedValue<string> Parse(string key)
    {
        if (Pairs.Matches(key, out var bytes) && Array.IndexOf(Lengths, bytes) >= 0) return new ParsedValue<string>(key, []);
        var isBare = key.Length > 0 && !key.AsSpan().ContainsAnyExcept(Digits) && key.Length % 2 == 0 && Array.IndexOf(Lengths, key.Length / 2) >= 0;
        var problem = PatternCheck.NeverLookedUp(
            0,
            key.Length,
            isBare ? "Postfix looks up a fingerprint with a colon after every two digits; it never finds this key"
                : bytes > 0 ? $"no digest has {bytes} bytes; Postfix never finds this key"
                : "the key is not a fingerprint; Postfix looks up digits in pairs with colons between them",
            isBare ? "write a colon after every two digits"
                : "write what \"openssl x509 -fingerprint -sha256\" prints after the =, with the digest of smtpd_tls_fingerprint_digest");
        return new ParsedValue<string>(null, [problem]);
    }
}
