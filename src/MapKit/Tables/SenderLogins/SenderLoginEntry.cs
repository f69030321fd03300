using MapKit.Diagnostics;
using MapKit.Platform;
using MapKit.Tables.Patterns;

namespace MapKit.Tables.SenderLogins;

/// <summary>One entry of a table of <c>smtpd_sender_login_maps</c>: who may use a sender address.</summary>
/// <param name="Pattern">The sender.</param>
/// <param name="Logins">The SASL login names.</param>
public sealed record SenderLoginEntry(AddressPattern Pattern, IReadOnlyList<string> Logins) : TableEntry
{
    private static readonly char[] Separators = [',', ' ', '\t', '\r', '\n'];

    /// <inheritdoc/>
    internal override TableFormat Format => TableFormat.SenderLogin;

    /// <inheritdoc/>
    internal override string KeyText => Pattern.ToString();

    /// <inheritdoc/>
    internal override string ValueText => string.Join(", ", Logins);

    /// <inheritdoc/>
    public bool Equals(SenderLoginEntry? other) => other is not null && Pattern == other.Pattern && Logins.SequenceEqual(other.Logins);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Pattern, Logins.Count);

    /// <summary>Recognises a common entry without problems. Allocates nothing.</summary>
    /// <param name="key">The key, as postmap stores it.</param>
    /// <param name="value">The value, trimmed.</param>
    /// <returns>True only if <see cref="FromLatin1"/> finds no problem.</returns>
    internal static bool IsCommon(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        AddressKey.IsCommon(key) && !value.IsEmpty && value[0] != ',' && !value.Contains((byte)'#') && !EntryCheck.MayBeCondition(key, value);

    /// <summary>Creates an entry from a key and a value.</summary>
    /// <param name="key">The key, one character per byte.</param>
    /// <param name="value">The value, one character per byte, trimmed.</param>
    /// <param name="problems">All problems of both.</param>
    /// <returns>The entry, or null if Postfix cannot use it.</returns>
    internal static SenderLoginEntry? FromLatin1(string key, string value, out IReadOnlyList<ValueProblem> problems) =>
        EntryParts.Parse(
            key, value, static key => AddressKey.Parse(key, LookupForms.InternalLocalPart | LookupForms.AliasDomain), ParseLogins, static (pattern, logins) => new SenderLoginEntry(pattern, logins), out problems);

    /// <inheritdoc/>
    internal override TableEntry Decoded() => new SenderLoginEntry(Pattern.Decoded(), [.. Logins.Select(login => LosslessText.FromLatin1(login))]);

    private static ParsedValue<IReadOnlyList<string>> ParseLogins(string value)
    {
        var problems = new List<ValueProblem>();
        InlineComment.ReportInText(value, 0, Severity.Warning, problems);
        var logins = value.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        return new ParsedValue<IReadOnlyList<string>>(logins.Length > 0 ? logins : null, problems);
    }
}
