using MapKit.Diagnostics;
using MapKit.Tables.Grammar;

namespace MapKit.Tables.Filters;

/// <summary>The words of filters that are lists.</summary>
internal static class FilterWords
{
    private static readonly string[] EhloKeywords =
    [
        "8BITMIME", "AUTH", "ETRN", "PIPELINING", "SIZE", "VERP", "VRFY", "XCLIENT", "XFORWARD", "STARTTLS", "ENHANCEDSTATUSCODES", "DSN", "SMTPUTF8",
        "CHUNKING", "REQUIRETLS", "SILENT-DISCARD",
    ];

    private static readonly string[] PixWorkarounds = ["disable_esmtp", "delay_dotcrlf"];

    private static readonly string[] TlsLogLevels =
    [
        "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "none", "routine", "debug", "ssl-expert", "ssl-developer", "summary", "untrusted", "peercert",
        "certmatch", "verbose", "cache", "dane", "ssl-debug", "ssl-handshake-packet-dump", "ssl-session-packet-dump", "trace", "DUNNO",
    ];

    private static readonly string[] PostscreenActions = ["permit", "reject", "dunno", "permit_mynetworks"];

    /// <summary>Reports the first word that Postfix does not know.</summary>
    public static void Check(TextPart[] words, FilterUse use, List<ValueProblem> problems)
    {
        var (known, rule, effect) = use switch
        {
            FilterUse.EhloKeywords => (EhloKeywords, Rules.UnknownKeyword, "is not an EHLO keyword that Postfix can discard; Postfix ignores it"),
            FilterUse.PixWorkarounds => (PixWorkarounds, Rules.UnknownKeyword, "is not a workaround; Postfix ignores it"),
            FilterUse.TlsLogLevel => (TlsLogLevels, Rules.UnknownFilterWord, "is not a TLS log level; Postfix logs a warning and uses no log level"),
            _ => (PostscreenActions, Rules.UnknownFilterWord, "is not permit, reject or dunno; postscreen(8) logs \"unknown command\" and ignores the rest of the access list"),
        };
        if (Array.Find(words, word => !known.Contains(word.Text, StringComparer.OrdinalIgnoreCase)) is not { Text: not null } unknown) return;
        problems.Add(new ValueProblem(rule, unknown.Start, unknown.Length, $"{Latin1Text.Show(unknown.Text)} {effect}", HelpFor(unknown.Text, use, known)));
    }

    private static string HelpFor(string word, FilterUse use, string[] known)
    {
        if (use == FilterUse.PostscreenAccess)
        {
            return word.ToUpperInvariant() switch
            {
                "OK" or "ACCEPT" or "ALLOW" or "PASS" => "write permit",
                "DENY" or "DROP" or "BLOCK" => "write reject",
                _ => "write permit, reject or dunno; postscreen(8) has no texts and no other actions",
            };
        }

        return known.Where(other => other.Length > 3).FirstOrDefault(other => Misspelling.IsOneEditAway(word.ToUpperInvariant(), other.ToUpperInvariant())) is { } meant
            ? $"write {meant}"
            : $"write {string.Join(", ", known.Take(3))} or another word of postconf(5)";
    }
}
