using System.Buffers;
using MapKit.Diagnostics;
using MapKit.Tables.Addresses;
using MapKit.Tables.Grammar;

namespace MapKit.Tables.Patterns;

/// <summary>
/// The findings that keys of several formats share. Each reports that Postfix never finds the entry. Those that quote the
/// key can omit it: a wrong key of a credential table may be the credentials, in the wrong column.
/// </summary>
internal static class PatternCheck
{
    /// <summary>Reports a key between slashes.</summary>
    /// <returns>Whether it is one.</returns>
    public static bool ReportRegularExpression(string key, List<ValueProblem> problems, bool isSecret = false)
    {
        // The expression is between the slashes, flags follow the last one, and a "!" may precede the first.
        var start = key.StartsWith('!') ? 1 : 0;
        if (key.Length - start < 3 || key[start] != '/') return false;
        var end = key.LastIndexOf('/');
        if (end < start + 2 || key.AsSpan(end + 1).ContainsAnyExcept(FlagCharacters)) return false;
        problems.Add(InKey(
            Rules.RegularExpressionKey,
            0,
            key.Length,
            $"{(isSecret ? "the key" : Latin1Text.Show(key))} is a regular expression, but an indexed table has only fixed keys; Postfix never finds it",
            "put it into a regexp: or pcre: table"));
        return true;
    }

    /// <summary>Whether a key between slashes has characters that are common in expressions and rare in names and paths.</summary>
    public static bool HasExpressionSigns(ReadOnlySpan<byte> key) => key.ContainsAny(ExpressionSigns);

    /// <summary>Reports a network with its number of bits.</summary>
    /// <returns>Whether the key is one.</returns>
    public static bool ReportNetwork(string key, List<ValueProblem> problems, bool isSecret = false)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || slash == key.Length - 1) return false;

        // A cidr table accepts a "!" before a network, and brackets around an IPv6 network.
        var network = key.AsSpan(0, slash).TrimStart('!');
        if (network is ['[', .., ']']) network = network[1..^1];
        if (network.ContainsAnyExcept(NetworkCharacters) || !network.ContainsAny('.', ':')) return false;
        if (key.AsSpan(slash + 1).ContainsAnyExceptInRange('0', '9')) return false;
        problems.Add(InKey(
            Rules.NetworkKey,
            0,
            key.Length,
            $"{(isSecret ? "the key" : Latin1Text.Show(key))} is a network, but an indexed table has only fixed keys; Postfix never finds it",
            "move it to a cidr: table; an access table also accepts the first numbers of an address, such as 192.0.2"));
        return true;
    }

    /// <summary>Reports a <c>*</c> that is meant as a wildcard: a whole local part, or anywhere in a domain.</summary>
    /// <returns>Whether there is one.</returns>
    public static bool ReportWildcard(PatternSyntax pattern, string help, List<ValueProblem> problems)
    {
        var start = pattern.Local.Text == "*" ? 0 : pattern.Domain.Text.IndexOf('*', StringComparison.Ordinal);
        if (start < 0) return false;
        if (pattern.Local.Text != "*") start += pattern.Domain.Start;
        problems.Add(InKey(Rules.WildcardInKey, start, 1, "a * in a key stands for itself; Postfix never finds the entry", help));
        return true;
    }

    /// <summary>Reports a local part that is not in a form that Postfix looks up.</summary>
    /// <param name="local">The local part as written.</param>
    /// <param name="usesInternalForm">Whether Postfix also looks up the unquoted form.</param>
    /// <param name="problems">Receives the finding.</param>
    /// <param name="isSecret">Whether the finding must not quote the text.</param>
    public static void CheckLocalPart(TextPart local, bool usesInternalForm, List<ValueProblem> problems, bool isSecret = false)
    {
        var plain = LocalPart.Unquote(local.Text);
        var asked = LocalPart.External(plain);
        if (asked == local.Text || (usesInternalForm && plain == local.Text)) return;
        problems.Add(NeverLookedUp(
            local.Start,
            local.Length,
            isSecret
                ? "Postfix looks up a local part in another form; it never finds this one"
                : $"Postfix looks up this local part as {Latin1Text.Show(asked)}; it never finds it as {Latin1Text.Show(local.Text)}",
            isSecret ? "write quotes only around a local part that needs them" : $"write {DisplayableKey(asked)}"));
    }

    /// <summary>Reports a key with the colon of an alias file.</summary>
    /// <returns>Whether it has one.</returns>
    public static bool ReportColonAtEnd(TextPart part, List<ValueProblem> problems)
    {
        if (part.Length < 2 || part.Text[^1] != ':') return false;
        problems.Add(NeverLookedUp(part.Start, part.Length, $"the colon is part of the key; Postfix never looks up {Latin1Text.Show(part.Text)}", "remove the colon"));
        return true;
    }

    /// <summary>Creates a finding of a key that Postfix never looks up.</summary>
    public static ValueProblem NeverLookedUp(int start, int length, string message, string help) =>
        InKey(Rules.KeyNeverLookedUp, start, length, message, help);

    /// <summary>Creates a finding in a key.</summary>
    public static ValueProblem InKey(DiagnosticRule rule, int start, int length, string message, string? help = null) =>
        new(rule, start, length, message, help) { InKey = true };

    private static readonly SearchValues<char> FlagCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
    private static readonly SearchValues<byte> ExpressionSigns = SearchValues.Create("^$*\\[(+?|"u8);
    private static readonly SearchValues<char> NetworkCharacters = SearchValues.Create("0123456789abcdefABCDEF.:");

    private static string DisplayableKey(string key) => Source.DisplayText.Escape(Latin1Text.Bytes(key), 80);
}
