using System.Diagnostics;
using MapKit.Tables.Patterns;

namespace MapKit.Tables.SaslPasswd;

/// <summary>One entry of a sasl_passwd table.</summary>
/// <param name="Pattern">Where the credentials are used.</param>
/// <param name="Credentials">The user and the password.</param>
[DebuggerDisplay("{Pattern}")]
public sealed record SaslPasswdEntry(SaslPasswdPattern Pattern, Credentials Credentials)
{
    /// <summary>Recognises a common entry that nothing is wrong with. Allocates nothing.</summary>
    /// <param name="key">The key, as it is stored.</param>
    /// <param name="value">The value, trimmed.</param>
    /// <returns>True only where <see cref="FromText"/> finds nothing wrong.</returns>
    public static bool IsCommon(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        SaslPasswdValue.IsCommon(value) && SaslPasswdKey.IsCommon(key) && !EntryCheck.MayBeCondition(key, value);

    /// <summary>Makes an entry of a key and a value.</summary>
    /// <param name="key">The key, one character per byte.</param>
    /// <param name="value">The value, one character per byte, trimmed.</param>
    /// <param name="problems">All that is wrong with either.</param>
    /// <returns>The entry, or null where Postfix can make nothing of it.</returns>
    public static SaslPasswdEntry? FromText(string key, string value, out IReadOnlyList<ValueProblem> problems)
    {
        var found = new List<ValueProblem>();
        problems = found;
        if (EntryCheck.ReportCondition(key, value, found)) return null;
        var pattern = SaslPasswdKey.Parse(key);
        var credentials = SaslPasswdValue.Parse(value);
        found.AddRange(pattern.Problems);
        found.AddRange(credentials.Problems);
        return pattern.Value is { } matched && credentials.Value is { } login ? new SaslPasswdEntry(matched, login) : null;
    }
}
