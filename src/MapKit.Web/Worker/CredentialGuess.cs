using System.Text;
using MapKit.Records;

namespace MapKit.Web.Worker;

/// <summary>Whether the values of a map of any name look like <c>user:password</c>, so that they are hidden at first.</summary>
internal static class CredentialGuess
{
    private const int Examined = 100;

    /// <summary>What precedes the first colon of other values: transports, and the prefixes of aliases and actions.</summary>
    private static readonly string[] Words =
        ["smtp", "lmtp", "relay", "local", "virtual", "error", "retry", "discard", "uucp", "bounce", "dovecot", "filter", "prepend", "redirect", "http", "https", "mailto", "inet", "unix"];

    /// <summary>Examines the first records.</summary>
    public static bool Matches(RecordArena records)
    {
        var count = Math.Min(records.Count, Examined);
        var matching = 0;
        for (var i = 0; i < count; i++)
        {
            if (Matches(StoredText.UpToNul(records[i].Value.Span))) matching++;
        }

        return count > 0 && matching * 2 > count;
    }

    private static bool Matches(ReadOnlySpan<byte> value)
    {
        var colon = value.IndexOf((byte)':');
        if (colon <= 0 || colon == value.Length - 1 || value.ContainsAny(" \t|/,"u8)) return false;
        var user = Encoding.Latin1.GetString(value[..colon]).ToLowerInvariant();
        return !Array.Exists(Words, word => user.StartsWith(word, StringComparison.Ordinal)) && value[colon + 1] != (byte)'[';
    }
}
