using System.Collections.Frozen;
using MapKit.Tables.Grammar;

namespace MapKit.Tables.ContentChecks;

/// <summary>The words of header and body checks.</summary>
internal static class ContentActionWords
{
    private const int ShortestMisspelled = 4;

    /// <summary>The actions, in upper case.</summary>
    private static readonly FrozenDictionary<string, ContentActionKind> Actions = new Dictionary<string, ContentActionKind>
    {
        ["BCC"] = ContentActionKind.Bcc,
        ["DISCARD"] = ContentActionKind.Discard,
        ["DUNNO"] = ContentActionKind.Dunno,
        ["FILTER"] = ContentActionKind.Filter,
        ["HOLD"] = ContentActionKind.Hold,
        ["IGNORE"] = ContentActionKind.Ignore,
        ["INFO"] = ContentActionKind.Info,
        ["OK"] = ContentActionKind.Dunno,
        ["PASS"] = ContentActionKind.Pass,
        ["PREPEND"] = ContentActionKind.Prepend,
        ["REDIRECT"] = ContentActionKind.Redirect,
        ["REJECT"] = ContentActionKind.Reject,
        ["REPLACE"] = ContentActionKind.Replace,
        ["STRIP"] = ContentActionKind.Strip,
        ["WARN"] = ContentActionKind.Warn,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Words of access tables and of other programs, and what to write instead.</summary>
    private static readonly FrozenDictionary<string, string> Foreign = new Dictionary<string, string>
    {
        ["DELETE"] = "IGNORE to delete the line, or DISCARD for the whole message",
        ["REMOVE"] = "IGNORE to delete the line, or DISCARD for the whole message",
        ["DROP"] = "IGNORE to delete the line, or DISCARD for the whole message",
        ["DELAY"] = "HOLD; Postfix has no action that delays a message",
        ["DEFER"] = "REJECT 4.7.1 and a text",
        ["DEFER_IF_PERMIT"] = "REJECT 4.7.1 and a text",
        ["DENY"] = "REJECT",
        ["BLOCK"] = "REJECT",
        ["BOUNCE"] = "REJECT",
        ["ACCEPT"] = "DUNNO",
        ["ALLOW"] = "DUNNO",
        ["PERMIT"] = "DUNNO",
        ["OKAY"] = "DUNNO",
        ["RELAY"] = "DUNNO",
        ["SKIP"] = "DUNNO",
        ["WARNING"] = "WARN",
        ["LOG"] = "INFO or WARN",
        ["ADD"] = "PREPEND name: value",
        ["REWRITE"] = "REPLACE name: value",
        ["FORWARD"] = "REDIRECT user@domain or BCC user@domain",
        ["QUARANTINE"] = "HOLD",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The action of a word, in any case; null if there is none.</summary>
    public static ContentActionKind? KindOf(string word) => Actions.TryGetValue(word, out var kind) ? kind : null;

    /// <summary>The word of an action.</summary>
    public static string WordOf(ContentActionKind kind) => Actions.Where(action => action.Value == kind).Min(action => action.Key)!;

    /// <summary>What to write instead of a word that is not an action.</summary>
    public static string HelpFor(string word)
    {
        if (Foreign.TryGetValue(word, out var help)) return $"write {help}";
        if (word.Length == 3 && word[0] is '4' or '5' && word.All(char.IsAsciiDigit)) return word[0] == '4' ? "write REJECT 4.7.1 and the text" : "write REJECT and the text";
        var trimmed = word.Trim('"', '\'', '.', ';', ':', ',', '!');
        if (Actions.ContainsKey(trimmed)) return $"write {trimmed.ToUpperInvariant()}";
        var meant = Actions.Keys.Where(known => known.Length >= ShortestMisspelled).Order(StringComparer.Ordinal)
            .FirstOrDefault(known => Misspelling.IsOneEditAway(word.ToUpperInvariant(), known));
        return meant is null ? "write REJECT, DISCARD, IGNORE, WARN, DUNNO or another action of header_checks(5)" : $"write {meant}";
    }
}
