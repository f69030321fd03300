using System.Buffers;
using MapKit.Diagnostics;
using MapKit.Tables.Grammar;

namespace MapKit.Tables.TlsPolicy;

/// <summary>
/// Parses the values of TLS policy tables (docs/formats/tls-policy.md#policies): a security level and attributes. As Postfix, it stops at
/// the first mistake.
/// </summary>
internal static class TlsPolicyValue
{
    private const string Deferred = "Postfix defers the mail with \"client TLS configuration problem\"";

    private static readonly SearchValues<byte> MatchBytes =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:"u8);

    /// <summary>Recognises the common shapes without allocating: a level alone, or with the names that the certificate must match.</summary>
    /// <param name="value">The value, trimmed.</param>
    /// <returns>True only if <see cref="Parse"/> finds no problem.</returns>
    public static bool IsCommon(ReadOnlySpan<byte> value)
    {
        var space = value.IndexOf((byte)' ');
        if (space < 0)
        {
            return value.SequenceEqual("may"u8) || value.SequenceEqual("encrypt"u8) || value.SequenceEqual("dane"u8) || value.SequenceEqual("dane-only"u8)
                || value.SequenceEqual("secure"u8) || value.SequenceEqual("verify"u8) || value.SequenceEqual("none"u8);
        }

        var level = value[..space];
        var rest = value[(space + 1)..];
        return (level.SequenceEqual("secure"u8) || level.SequenceEqual("verify"u8))
            && rest.Length > "match=".Length && rest.StartsWith("match="u8) && !rest["match=".Length..].ContainsAnyExcept(MatchBytes);
    }

    /// <summary>Parses a value.</summary>
    /// <param name="latin1">The value, one character per byte, trimmed.</param>
    /// <returns>The policy, or null if Postfix cannot use it, and its first problem.</returns>
    public static ParsedValue<TlsSettings> Parse(string latin1)
    {
        ArgumentNullException.ThrowIfNull(latin1);
        var problems = new List<ValueProblem>();
        return new ParsedValue<TlsSettings>(SettingsOf(latin1, problems), problems);
    }

    private static TlsSettings? SettingsOf(string value, List<ValueProblem> problems)
    {
        var items = TlsPolicyGrammar.Items.Read(value).ToArray();
        if (items.Length == 0)
        {
            problems.Add(BadLevel(new TextPart(value, 0), "the policy is empty", null));
            return null;
        }

        if (TlsWords.LevelOf(items[0].Text) is not { } level)
        {
            problems.Add(BadLevel(items[0], $"{Latin1Text.Show(items[0].Text)} is not a TLS security level", TlsWords.MeantLevel(items[0].Text)));
            return null;
        }

        if (Array.FindIndex(items, item => item.Text[0] == '#') is > 0 and var comment)
        {
            problems.Add(InlineComment.Create(items[comment].Start, value.Length, level == TlsLevel.None ? Severity.Warning : Severity.Error));
            return level == TlsLevel.None ? new TlsSettings(level, []) : null;
        }

        if (level != TlsLevel.None) return TlsAttributes.Parse(level, items[1..], problems) is { } attributes ? new TlsSettings(level, attributes) : null;
        if (items.Length > 1)
        {
            problems.Add(new ValueProblem(
                Rules.TlsAttributeIgnored,
                items[1].Start,
                items[^1].End - items[1].Start,
                "level none turns TLS off; Postfix logs a warning and ignores the attributes",
                "remove them, or write the level that they belong to"));
        }

        return new TlsSettings(level, []);
    }

    private static ValueProblem BadLevel(TextPart word, string what, string? meant) => new(
        Rules.BadTlsLevel,
        word.Start,
        word.Length,
        $"{what}; {Deferred}",
        meant is null ? "write none, may, encrypt, dane, dane-only, fingerprint, verify or secure" : $"write {meant}");

    /// <summary>Creates a finding about an attribute for which Postfix defers the mail.</summary>
    public static ValueProblem Create(DiagnosticRule rule, TextPart item, string what, string help) => new(rule, item.Start, item.Length, $"{what}; {Deferred}", help);
}
