using System.Globalization;
using MapKit.Tables.Patterns;

namespace MapKit.Tables.Mailboxes;

/// <summary>One entry of a table of <c>virtual_uid_maps</c> or <c>virtual_gid_maps</c>.</summary>
/// <param name="Pattern">Whose mailbox it is.</param>
/// <param name="Id">The number of the user or the group as which virtual(8) writes to the mailbox.</param>
/// <param name="IsGroup">Whether it is the number of a group.</param>
public sealed record VirtualIdEntry(AddressPattern Pattern, uint Id, bool IsGroup) : TableEntry
{
    /// <inheritdoc/>
    internal override TableFormat Format => IsGroup ? TableFormat.VirtualGid : TableFormat.VirtualUid;

    /// <inheritdoc/>
    internal override string KeyText => Pattern.ToString();

    /// <inheritdoc/>
    internal override string ValueText => Id.ToString(CultureInfo.InvariantCulture);

    /// <summary>Recognises a common entry of a table of users without problems. Allocates nothing.</summary>
    internal static bool IsCommonUser(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => VirtualIdValue.IsCommon(value, VirtualIdValue.DefaultMinimum) && AddressKey.IsCommon(key);

    /// <summary>Recognises a common entry of a table of groups without problems. Allocates nothing.</summary>
    internal static bool IsCommonGroup(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => VirtualIdValue.IsCommon(value, 1) && AddressKey.IsCommon(key);

    /// <summary>Creates an entry of a table of users.</summary>
    /// <param name="key">The key, one character per byte.</param>
    /// <param name="value">The value, one character per byte, trimmed.</param>
    /// <param name="problems">All problems of both.</param>
    /// <returns>The entry, or null if Postfix cannot use it.</returns>
    internal static VirtualIdEntry? UserFromLatin1(string key, string value, out IReadOnlyList<ValueProblem> problems) =>
        FromLatin1(key, value, isGroup: false, out problems);

    /// <summary>Creates an entry of a table of groups.</summary>
    /// <param name="key">The key, one character per byte.</param>
    /// <param name="value">The value, one character per byte, trimmed.</param>
    /// <param name="problems">All problems of both.</param>
    /// <returns>The entry, or null if Postfix cannot use it.</returns>
    internal static VirtualIdEntry? GroupFromLatin1(string key, string value, out IReadOnlyList<ValueProblem> problems) =>
        FromLatin1(key, value, isGroup: true, out problems);

    /// <inheritdoc/>
    internal override TableEntry Decoded() => this with { Pattern = Pattern.Decoded() };

    private static VirtualIdEntry? FromLatin1(string key, string value, bool isGroup, out IReadOnlyList<ValueProblem> problems) =>
        EntryParts.Parse(
            key,
            value,
            static key => AddressKey.Parse(key, VirtualMailboxEntry.KeyForms),
            text => VirtualIdValue.Parse(text, isGroup),
            (pattern, id) => new VirtualIdEntry(pattern, id.Number, isGroup),
            out problems);
}
