using System.Buffers;
using System.Text;
using MapKit.Records;
using MapKit.Tables;

namespace MapKit.Web.Worker;

/// <summary>Whether the values of a map of any name look like passwords, so that they are hidden at first.</summary>
internal static class CredentialGuess
{
    private const int Examined = 100;

    private static readonly SearchValues<byte> OfScheme = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.+"u8);
    private static readonly SearchValues<byte> NotOfUser = SearchValues.Create(" \t|/,\"<>"u8);

    /// <summary>What may precede the first colon of other values: transports, types of tables, actions, protocols.</summary>
    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        "smtp", "lmtp", "relay", "local", "virtual", "error", "retry", "discard", "defer", "hold", "uucp", "bounce", "dovecot", "maildrop", "cyrus", "procmail", "filter", "prepend",
        "redirect", "http", "https", "ldap", "ldaps", "mailto", "inet", "unix", "hash", "btree", "lmdb", "cdb", "texthash", "regexp", "pcre", "cidr",
    };

    /// <summary>The mask for the records, by the first of them.</summary>
    public static SecretMask MaskOf(RecordArena records)
    {
        var count = Math.Min(records.Count, Examined);
        var (credentials, hashes) = (0, 0);
        for (var i = 0; i < count; i++)
        {
            var value = StoredText.UpToNul(records[i].Value.Span);
            if (IsHash(value)) hashes++;
            else if (IsCredentials(value)) credentials++;
        }

        return (credentials + hashes) * 2 <= count ? SecretMask.None : credentials > hashes ? SecretMask.Credentials : SecretMask.PrivateKeys;
    }

    /// <summary>A password as <c>{SCHEME}text</c>, or as crypt(3) writes it: <c>$6$salt$text</c>.</summary>
    private static bool IsHash(ReadOnlySpan<byte> value)
    {
        if (value is [(byte)'{', ..]) return value.IndexOf((byte)'}') is > 1 and var end && !value[1..end].ContainsAnyExcept(OfScheme) && end < value.Length - 1;
        return value is [(byte)'$', ..] && value[1..].IndexOf((byte)'$') is >= 1 and <= 12;
    }

    /// <summary>A user and a password of any characters. After the colon of a route is a host in brackets.</summary>
    private static bool IsCredentials(ReadOnlySpan<byte> value)
    {
        var colon = value.IndexOf((byte)':');
        if (colon <= 0 || colon == value.Length - 1) return false;
        var user = value[..colon];
        return !user.ContainsAny(NotOfUser) && value[colon + 1] != (byte)'[' && !value[(colon + 1)..].StartsWith("//"u8) && !Words.Contains(Encoding.Latin1.GetString(user));
    }
}
