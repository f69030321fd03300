using MapKit.Diagnostics;
using MapKit.Platform;
using MapKit.Tables.Grammar;
using MapKit.Tables.Users;

namespace MapKit.Tables.SenderLogins;

/// <summary>One entry of a table of <c>local_login_sender_maps</c>: the senders that a user of this host may use.</summary>
/// <param name="Login">The name of the user, or <c>uid:NUMBER</c> if the user has no name.</param>
/// <param name="Senders">The senders as written: addresses, <c>@domain</c>, <c>*</c> for every sender, <c>&lt;&gt;</c> for the empty one.</param>
public sealed record LoginSenderEntry(string Login, string Senders) : TableEntry
{
    /// <inheritdoc/>
    internal override TableFormat Format => TableFormat.LoginSender;

    /// <inheritdoc/>
    internal override string KeyText => Login;

    /// <inheritdoc/>
    internal override string ValueText => Senders;

    /// <summary>Recognises a common entry without problems. Allocates nothing.</summary>
    /// <param name="key">The key, as postmap stores it.</param>
    /// <param name="value">The value, trimmed.</param>
    /// <returns>True only if <see cref="FromLatin1"/> finds no problem.</returns>
    internal static bool IsCommon(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        UserKey.IsCommon(key) && (value.SequenceEqual("*"u8) || !value.ContainsAny("*#"u8)) && !Patterns.EntryCheck.MayBeCondition(key, value);

    /// <summary>Creates an entry from a key and a value.</summary>
    /// <param name="key">The key, one character per byte.</param>
    /// <param name="value">The value, one character per byte, trimmed.</param>
    /// <param name="problems">All problems of both.</param>
    /// <returns>The entry, or null if Postfix cannot use it.</returns>
    internal static LoginSenderEntry? FromLatin1(string key, string value, out IReadOnlyList<ValueProblem> problems) =>
        EntryParts.Parse(key, value, static key => UserKey.Parse(key, mayBeNumber: true), ParseSenders, static (login, senders) => new LoginSenderEntry(login, senders), out problems);

    /// <inheritdoc/>
    internal override TableEntry Decoded() => new LoginSenderEntry(LosslessText.FromLatin1(Login), LosslessText.FromLatin1(Senders));

    private static ParsedValue<string> ParseSenders(string value)
    {
        var problems = new List<ValueProblem>();
        InlineComment.ReportInText(value, 0, Severity.Warning, problems);
        foreach (var word in Lists.MatchListWords.Read(Latin1Text.Bytes(value)))
        {
            if (word.Text.Length == 1 || !word.Text.Contains('*', StringComparison.Ordinal)) continue;
            problems.Add(new ValueProblem(
                Rules.SenderNeverMatches,
                word.Start,
                word.Length,
                $"a * is a wildcard only alone; no sender is {Latin1Text.Show(word.Text)}",
                "write @domain for every sender of a domain, or * for every sender"));
        }

        return new ParsedValue<string>(value, problems);
    }
}
