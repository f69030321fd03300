using MapKit.Configuration.Parameters;
using MapKit.Diagnostics;
using MapKit.Postfix;
using MapKit.Source;

namespace MapKit.Linting.Configuration.Parameters;

/// <summary>Checks the words of a value against the set of its parameter (docs/formats/parameters.md#words).</summary>
internal static class WordCheck
{
    private const string ProtocolSet = "tls_protocols";
    private const string ServerLevelSet = "server_tls_level";

    private static readonly char[] Separators = [',', ' ', '\t', '\r', '\n'];
    private static readonly char[] ProtocolSeparators = [.. Separators, ':'];
    private static readonly string[] LevelsOfClients = ["fingerprint", "verify", "secure"];

    /// <summary>Checks a value.</summary>
    /// <param name="parameter">A parameter of words.</param>
    /// <param name="value">The value with its macros expanded, one character per byte.</param>
    /// <param name="version">The version of Postfix.</param>
    /// <returns>What is wrong, or null.</returns>
    public static BadValue? Find(Parameter parameter, string value, PostfixVersion version)
    {
        if (WordSets.Find(parameter.Words!, version) is not { } set) return null;
        return parameter.Kind == ParameterKind.Word ? OfOne(parameter, set, value) : OfSeveral(parameter, set, value);
    }

    private static BadValue? OfOne(Parameter parameter, WordSet set, string value)
    {
        if (set.MayBeEmpty && value.Length == 0) return null;
        if (!set.Has(value)) return Unknown(parameter, set, value, value);
        if (set.Name != ServerLevelSet || !LevelsOfClients.Contains(value, StringComparer.OrdinalIgnoreCase)) return null;
        return new BadValue(
            Rules.UnknownWord, WordOutcome.Warning, "is a level of clients", $"{parameter.Name}: unsupported TLS level \"{value}\", using \"encrypt\"", $"write `{parameter.Name} = encrypt`")
        {
            Effect = "the server uses \"encrypt\"",
        };
    }

    private static BadValue? OfSeveral(Parameter parameter, WordSet set, string value)
    {
        var words = value.Split(set.Name == ProtocolSet ? ProtocolSeparators : Separators, StringSplitOptions.RemoveEmptyEntries);
        return Array.Find(words, word => !IsAllowed(set, word)) is { } unknown ? Unknown(parameter, set, unknown, value) : null;
    }

    private static bool IsAllowed(WordSet set, string word)
    {
        if (set.Name != ProtocolSet) return set.Has(word);
        if (word.StartsWith(">=", StringComparison.Ordinal) || word.StartsWith("<=", StringComparison.Ordinal)) return IsVersion(set, word[2..]);
        return set.Has(word.StartsWith('!') ? word[1..] : word);
    }

    /// <summary>A limit may be a number in hexadecimal notation, but not SSLv2.</summary>
    private static bool IsVersion(WordSet set, string word)
    {
        if (word.Equals("None", StringComparison.OrdinalIgnoreCase)) return true;
        if (set.Has(word)) return !word.Equals("SSLv2", StringComparison.OrdinalIgnoreCase);
        var digits = word.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? word[2..] : word;
        return digits.Length is > 0 and < 8 && digits.All(char.IsAsciiHexDigit);
    }

    private static BadValue Unknown(Parameter parameter, WordSet set, string word, string value)
    {
        var problem = parameter.Kind == ParameterKind.Word ? "is not a value that Postfix knows" : $"has the word \"{word}\", which Postfix does not know";
        var near = word.Length == 0 ? null : NameDistance.Nearest(word.ToLowerInvariant(), set.Words.Select(known => known.ToLowerInvariant()));
        var meant = near is null ? null : set.Words.First(known => known.Equals(near, StringComparison.OrdinalIgnoreCase));
        var help = meant is null || meant == word
            ? $"write {(set.Words.Count == 1 ? "" : "one of ")}{string.Join(", ", set.Words)}"
            : $"write `{parameter.Name} = {value.Replace(word, meant, StringComparison.Ordinal)}`";
        return new BadValue(Rules.UnknownWord, set.Outcome, problem, set.MessageAbout(parameter.Name, word, value), help) { Effect = EffectOf(set) };
    }

    private static string? EffectOf(WordSet set) => set.Name switch
    {
        "cipher_grade" => "every TLS session fails that uses it",
        "sasl_options" => "every authentication fails",
        "milter_action" => "where a milter fails, mail is refused with a temporary error",
        "milter_protocol" => "no milter is used, and milter_default_action applies to every mail",
        _ => null,
    };
}
