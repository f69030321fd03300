using MapKit.Diagnostics;
using MapKit.Platform;

namespace MapKit.Tables.Users;

/// <summary>One entry of a table of <c>mailbox_command_maps</c>: the command to which local(8) gives the mail of a user.</summary>
/// <param name="User">The name of the user.</param>
/// <param name="Command">The command, as for a shell.</param>
public sealed record UserCommandEntry(string User, string Command) : TableEntry
{
    /// <inheritdoc/>
    internal override TableFormat Format => TableFormat.UserCommand;

    /// <inheritdoc/>
    internal override string KeyText => User;

    /// <inheritdoc/>
    internal override string ValueText => Command;

    /// <summary>Recognises a common entry without problems. Allocates nothing.</summary>
    /// <param name="key">The key, as postmap stores it.</param>
    /// <param name="value">The value, trimmed.</param>
    /// <returns>True only if <see cref="FromLatin1"/> finds no problem.</returns>
    internal static bool IsCommon(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        UserKey.IsCommon(key) && value is [(byte)'/', ..] && !Patterns.EntryCheck.MayBeCondition(key, value);

    /// <summary>Creates an entry from a key and a value.</summary>
    /// <param name="key">The key, one character per byte.</param>
    /// <param name="value">The value, one character per byte, trimmed.</param>
    /// <param name="problems">All problems of both.</param>
    /// <returns>The entry, or null if Postfix cannot use it.</returns>
    internal static UserCommandEntry? FromLatin1(string key, string value, out IReadOnlyList<ValueProblem> problems) =>
        EntryParts.Parse(key, value, static key => UserKey.Parse(key), ParseCommand, static (user, command) => new UserCommandEntry(user, command), out problems);

    /// <inheritdoc/>
    internal override TableEntry Decoded() => new UserCommandEntry(LosslessText.FromLatin1(User), LosslessText.FromLatin1(Command));

    /// <summary>Parses the command.</summary>
    internal static ParsedValue<string> ParseCommand(string value)
    {
        if (!value.StartsWith('|') && !value.StartsWith("\"|", StringComparison.Ordinal)) return new ParsedValue<string>(value, []);
        var problem = new ValueProblem(
            Rules.PipeBeforeCommand,
            0,
            value.StartsWith('|') ? 1 : 2,
            "the value is the command itself; with a | the shell reports a syntax error or finds no such command, and the mail bounces",
            "remove the | and the quotes around the command");
        return new ParsedValue<string>(null, [problem]);
    }
}
