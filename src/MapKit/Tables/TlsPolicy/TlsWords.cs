using MapKit.Tables.Grammar;

namespace MapKit.Tables.TlsPolicy;

/// <summary>The words of TLS policies (docs/formats/tls-policy.md#policies).</summary>
internal static class TlsWords
{
    private static readonly string[] Levels = ["none", "may", "encrypt", "fingerprint", "dane", "dane-only", "verify", "secure"];

    private static readonly string[] Attributes =
    [
        "ciphers", "protocols", "exclude", "match", "tafile", "servername", "connection_reuse", "enable_rpk",
        "policy_ttl", "policy_type", "policy_domain", "policy_string", "mx_host_pattern", "policy_failure",
    ];

    private static readonly string[] Protocols = ["SSLv2", "SSLv3", "TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"];

    /// <summary>The words of other tables and parameters, and the levels that they mean.</summary>
    private static readonly (string Word, string Level)[] Foreign =
    [
        ("must", "verify"), ("must_nopeermatch", "encrypt"), ("yes", "encrypt"), ("no", "none"), ("required", "encrypt"), ("mandatory", "encrypt"),
        ("opportunistic", "may"), ("optional", "may"), ("starttls", "encrypt"), ("tls", "encrypt"), ("dane_only", "dane-only"), ("daneonly", "dane-only"),
        ("off", "none"), ("on", "encrypt"), ("half-dane", "dane"), ("halfdane", "dane"),
    ];

    /// <summary>The name of a level.</summary>
    public static string NameOf(TlsLevel level) => Levels[(int)level];

    /// <summary>The level of a name, in any case; null if there is none.</summary>
    public static TlsLevel? LevelOf(string word) =>
        Array.FindIndex(Levels, level => level.Equals(word, StringComparison.OrdinalIgnoreCase)) is >= 0 and var index ? (TlsLevel)index : null;

    /// <summary>The level that a wrong word probably means, or null.</summary>
    public static string? MeantLevel(string word)
    {
        var lower = word.ToLowerInvariant();
        var start = lower[..(lower.AsSpan().IndexOfAny(";:=") is >= 0 and var end ? end : lower.Length)];
        return Array.Find(Levels, level => level == start)
            ?? Array.Find(Foreign, foreign => foreign.Word == lower).Level
            ?? Array.Find(Levels, level => level.Length > 3 && Misspelling.IsOneEditAway(lower, level));
    }

    /// <summary>Whether there is an attribute of a name, in any case.</summary>
    public static bool IsAttribute(string name) => Attributes.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The attribute that a wrong name probably means, or null.</summary>
    public static string? MeantAttribute(string name)
    {
        var lower = name.ToLowerInvariant();
        return Array.Find(Attributes, attribute => Misspelling.IsOneEditAway(lower, attribute));
    }

    /// <summary>The first version with an attribute; null for those of all versions.</summary>
    public static string? FirstVersionWith(string name) => name switch
    {
        "enable_rpk" => "3.9",
        "policy_ttl" or "policy_type" or "policy_domain" or "policy_string" or "mx_host_pattern" or "policy_failure" => "3.10",
        _ => null,
    };

    /// <summary>Whether an attribute may be repeated.</summary>
    public static bool IsRepeatable(string name) =>
        name is "match" or "tafile" or "connection_reuse" or "enable_rpk" or "policy_string" or "mx_host_pattern";

    /// <summary>Whether a word is a protocol, as in <c>!TLSv1</c> and <c>&gt;=TLSv1.2</c>.</summary>
    public static bool IsProtocol(string word)
    {
        var isLimit = word.StartsWith(">=", StringComparison.Ordinal) || word.StartsWith("<=", StringComparison.Ordinal);
        var name = isLimit ? word[2..] : word.StartsWith('!') ? word[1..] : word;
        return Protocols.Contains(name, StringComparer.OrdinalIgnoreCase) || (isLimit && IsHexadecimal(name));
    }

    /// <summary>Whether a word is a cipher grade.</summary>
    public static bool IsCipherGrade(string word) => word.ToLowerInvariant() is "high" or "medium" or "low" or "export" or "null";

    private static bool IsHexadecimal(string text)
    {
        var digits = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;
        return digits.Length is > 0 and <= 7 && digits.All(char.IsAsciiHexDigit);
    }
}
