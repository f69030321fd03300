using MapKit.Platform;

namespace MapKit.Tables.RblReply;

/// <summary>One entry of a table of <c>rbl_reply_maps</c>: the answer to a client that a DNS list has.</summary>
/// <param name="Domain">The domain of the list, as in the restriction.</param>
/// <param name="Template">The answer with its code and <c>$name</c> macros.</param>
public sealed record RblReplyEntry(string Domain, string Template) : TableEntry
{
    /// <inheritdoc/>
    internal override TableFormat Format => TableFormat.RblReply;

    /// <inheritdoc/>
    internal override string KeyText => Domain;

    /// <inheritdoc/>
    internal override string ValueText => Template;

    /// <summary>Recognises a common entry without problems. Allocates nothing.</summary>
    /// <param name="key">The key, as postmap stores it.</param>
    /// <param name="value">The value, trimmed.</param>
    /// <returns>True only if <see cref="FromLatin1"/> finds no problem.</returns>
    internal static bool IsCommon(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => RblReplyTemplate.IsCommon(value);

    /// <summary>Creates an entry from a key and a value.</summary>
    /// <param name="key">The key, one character per byte.</param>
    /// <param name="value">The value, one character per byte, trimmed.</param>
    /// <param name="problems">All problems of both.</param>
    /// <returns>The entry, or null if Postfix cannot use it.</returns>
    internal static RblReplyEntry? FromLatin1(string key, string value, out IReadOnlyList<ValueProblem> problems) =>
        EntryParts.Parse(
            key, value, static key => new ParsedValue<string>(key, []), static value => RblReplyTemplate.Parse(value, isDefault: false), static (key, value) => new RblReplyEntry(key, value), out problems);

    /// <inheritdoc/>
    internal override TableEntry Decoded() => new RblReplyEntry(LosslessText.FromLatin1(Domain), LosslessText.FromLatin1(Template));
}
