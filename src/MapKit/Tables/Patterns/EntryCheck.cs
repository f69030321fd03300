using System.Text;
using MapKit.Diagnostics;
using MapKit.Tables.Grammar;

namespace MapKit.Tables.Patterns;

/// <summary>The checks that need both the key and the value.</summary>
internal static class EntryCheck
{
    /// <summary>Whether <see cref="ReportMissingAt"/> may report a problem of an entry whose key and value are common.</summary>
    public static bool MayMissAt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        !value.IsEmpty && value[0] == '@' && !key.Contains((byte)'@');

    /// <summary>Whether <see cref="ReportSameAddress"/> may report a problem of an entry whose key and value are common.</summary>
    public static bool MayBeSame(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        key.Length == value.Length && Ascii.EqualsIgnoreCase(key, value);

    /// <summary>Whether <see cref="ReportCondition"/> may report a problem of an entry whose key and value are common.</summary>
    public static bool MayBeCondition(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        Ascii.EqualsIgnoreCase(key, "if"u8) && value is [(byte)'/', ..] or [(byte)'!', (byte)'/', ..];

    /// <summary>Reports a domain without <c>@</c> that is to become another domain.</summary>
    public static void ReportMissingAt(string key, string value, List<ValueProblem> problems)
    {
        if (!value.StartsWith('@') || !AddressKey.LooksLikeDomain(key)) return;
        problems.Add(PatternCheck.InKey(
            Rules.DomainWithoutAt,
            0,
            key.Length,
            $"{Latin1Text.Show(key)} without @ is not every address of the domain; Postfix finds it only for a local user of this name",
            $"write @{Source.DisplayText.Escape(Latin1Text.Bytes(key), 80)}"));
    }

    /// <summary>Reports a result that is the key.</summary>
    public static void ReportSameAddress(string key, string value, List<ValueProblem> problems)
    {
        if (!Ascii.EqualsIgnoreCase(key, value)) return;
        problems.Add(new ValueProblem(
            Rules.SameAddress,
            0,
            value.Length,
            "the result is the key; Postfix does not change the address",
            "keep it if it makes an exception from @domain; otherwise remove the line"));
    }

    /// <summary>Reports <c>if</c> of a table of patterns.</summary>
    /// <returns>Whether the entry is one.</returns>
    public static bool ReportCondition(string key, string value, List<ValueProblem> problems)
    {
        if (!key.Equals("if", StringComparison.OrdinalIgnoreCase)) return false;
        if (!value.StartsWith('/') && !value.StartsWith("!/", StringComparison.Ordinal)) return false;
        problems.Add(PatternCheck.InKey(
            Rules.RegularExpressionKey,
            0,
            key.Length,
            "if and endif belong to regexp and pcre tables; an indexed table has only fixed keys, and Postfix looks up \"if\"",
            "put the rules into a regexp: or pcre: table"));
        return true;
    }
}
