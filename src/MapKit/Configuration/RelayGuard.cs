namespace MapKit.Configuration;

/// <summary>The restrictions of which smtpd(8) wants one against relaying in <c>smtpd_relay_restrictions</c> or <c>smtpd_recipient_restrictions</c>.</summary>
internal static class RelayGuard
{
    private static readonly string[] Names = ["reject_unauth_destination", "defer_unauth_destination", "reject", "defer", "defer_if_permit", "check_relay_domains"];

    /// <summary>Their names as in smtpd's message.</summary>
    public static string List => $"{string.Join(", ", Names[..^1])} or {Names[^1]}";

    /// <summary>
    /// Whether a list has one (<c>has_required</c>): none works after warn_if_reject or permit. smtpd goes word by word, so that an argument
    /// also counts.
    /// </summary>
    /// <param name="words">The words of the list.</param>
    /// <param name="classNamed">The words of a restriction class; null for a name that is none.</param>
    public static bool IsIn(IReadOnlyList<string> words, Func<string, IReadOnlyList<string>?> classNamed) => IsIn(words, classNamed, []);

    private static bool IsIn(IReadOnlyList<string> words, Func<string, IReadOnlyList<string>?> classNamed, HashSet<string> seen)
    {
        for (var index = 0; index < words.Count; index++)
        {
            var word = words[index];
            if (word.Equals("warn_if_reject", StringComparison.OrdinalIgnoreCase) && index + 1 < words.Count) index++;
            else if (word.Equals("permit", StringComparison.OrdinalIgnoreCase)) return false;
            else if (Names.Contains(word, StringComparer.OrdinalIgnoreCase)) return true;
            else if (!seen.Contains(word) && classNamed(word) is { } inClass && seen.Add(word) && IsIn(inClass, classNamed, seen)) return true;
        }

        return false;
    }
}
