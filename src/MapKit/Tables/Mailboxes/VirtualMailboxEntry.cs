using MapKit.Diagnostics;
using MapKit.Platform;
using MapKit.Tables.Patterns;

namespace MapKit.Tables.Mailboxes;

/// <summary>One entry of a table of <c>virtual_mailbox_maps</c>.</summary>
/// <param name="Pattern">Whose mailbox it is.</param>
/// <param name="Path">The mailbox below <c>virtual_mailbox_base</c>; a folder if it ends in a slash. Other delivery agents than virtual(8) ignore it.</param>
public sealed record VirtualMailboxEntry(AddressPattern Pattern, string Path) : TableEntry
{
    /// <inheritdoc/>
    internal override TableFormat Format => TableFormat.VirtualMailbox;

    /// <inheritdoc/>
    internal override string KeyText => Pattern.ToString();

    /// <inheritdoc/>
    internal override string ValueText => Path;

    /// <summary>The forms in which Postfix looks up a key; a domain alone declares the domain where <c>virtual_mailbox_domains</c> names the table as well.</summary>
    internal const LookupForms KeyForms = LookupForms.InternalLocalPart | LookupForms.AliasDomain;

    /// <summary>Recognises a common entry without problems. Allocates nothing.</summary>
    /// <param name="key">The key, as postmap stores it.</param>
    /// <param name="value">The value, trimmed.</param>
    /// <returns>True only if <see cref="FromLatin1"/> finds no problem.</returns>
    internal static bool IsCommon(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        AddressKey.IsCommon(key) && value.IndexOf(".."u8) < 0 && !value.Contains((byte)'#') && !EntryCheck.MayBeCondition(key, value);

    /// <summary>Creates an entry from a key and a value.</summary>
    /// <param name="key">The key, one character per byte.</param>
    /// <param name="value">The value, one character per byte, trimmed.</param>
    /// <param name="problems">All problems of both.</param>
    /// <returns>The entry, or null if Postfix cannot use it.</returns>
    internal static VirtualMailboxEntry? FromLatin1(string key, string value, out IReadOnlyList<ValueProblem> problems) =>
        EntryParts.Parse(
            key, value, static key => AddressKey.Parse(key, KeyForms), ParsePath, static (pattern, path) => new VirtualMailboxEntry(pattern, path), out problems);

    /// <inheritdoc/>
    internal override TableEntry Decoded() => new VirtualMailboxEntry(Pattern.Decoded(), LosslessText.FromLatin1(Path));

    /// <summary>Parses the path of a mailbox.</summary>
    internal static ParsedValue<string> ParsePath(string path)
    {
        var problems = new List<ValueProblem>();
        InlineComment.ReportInText(path, 0, Severity.Error, problems);
        var up = ("/" + path + "/").IndexOf("/../", StringComparison.Ordinal);
        if (up >= 0)
        {
            problems.Add(new ValueProblem(
                Rules.MailboxPathLeavesBase,
                up,
                2,
                "the path has a .. ; versions after Postfix 3.7 log \"bad mailbox path\" and defer the mail",
                "write the path below virtual_mailbox_base without .."));
        }

        return new ParsedValue<string>(path, problems);
    }
}
