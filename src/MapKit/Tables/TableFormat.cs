using MapKit.Entries;
using MapKit.Tables.Access;
using MapKit.Tables.Aliases;
using MapKit.Tables.Canonical;
using MapKit.Tables.Generic;
using MapKit.Tables.Relocated;
using MapKit.Tables.SaslPasswd;
using MapKit.Tables.SenderRelay;
using MapKit.Tables.SenderTransport;
using MapKit.Tables.Transport;
using MapKit.Tables.Virtual;

namespace MapKit.Tables;

/// <summary>
/// One table format: how its source is read and how its entries are checked. A row of <see cref="All"/>; each row is a
/// <see cref="TableFormat{TEntry}"/>, which reads typed entries.
/// </summary>
public abstract class TableFormat
{
    /// <summary>Any table of keys and values; their meaning is unknown.</summary>
    public static readonly TableFormat<PlainEntry> Plain = new("plain", PlainEntry.IsCommon, PlainEntry.FromLatin1)
    {
        FileNamePrefixes = ["virtual_mailbox", "virtual_uid", "virtual_gid"],
    };

    /// <summary>transport(5).</summary>
    public static readonly TableFormat<TransportEntry> Transport = new("transport", TransportEntry.IsCommon, TransportEntry.FromLatin1);

    /// <summary>generic(5).</summary>
    public static readonly TableFormat<GenericEntry> Generic = new("generic", GenericEntry.IsCommon, GenericEntry.FromLatin1);

    /// <summary>The table of <c>smtp_sasl_password_maps</c>.</summary>
    public static readonly TableFormat<SaslPasswdEntry> SaslPasswd = new("sasl_passwd", SaslPasswdEntry.IsCommon, SaslPasswdEntry.FromLatin1) { IsSecret = true };

    /// <summary>aliases(5).</summary>
    public static readonly TableFormat<AliasEntry> Aliases = new("aliases", AliasEntry.IsCommon, AliasEntry.FromLatin1) { Syntax = SourceSyntax.Aliases };

    /// <summary>virtual(5), the table of <c>virtual_alias_maps</c> and <c>virtual_alias_domains</c>.</summary>
    public static readonly TableFormat<VirtualEntry> Virtual = new("virtual", VirtualEntry.IsCommon, VirtualEntry.FromLatin1);

    /// <summary>canonical(5), also for senders or recipients only.</summary>
    public static readonly TableFormat<CanonicalEntry> Canonical = new("canonical", CanonicalEntry.IsCommon, CanonicalEntry.FromLatin1)
    {
        FileNamePrefixes = ["canonical", "sender_canonical", "recipient_canonical"],
    };

    /// <summary>relocated(5).</summary>
    public static readonly TableFormat<RelocatedEntry> Relocated = new("relocated", RelocatedEntry.IsCommon, RelocatedEntry.FromLatin1);

    /// <summary>access(5), the table of the <c>check_..._access</c> restrictions.</summary>
    public static readonly TableFormat<AccessEntry> Access = new("access", AccessEntry.IsCommon, AccessEntry.FromLatin1)
    {
        FileNamePrefixes =
        [
            "access", "client_access", "reverse_client_access", "helo_access", "sender_access", "recipient_access", "relay_access", "etrn_access",
            "client_checks", "helo_checks", "sender_checks", "recipient_checks", "sasl_access", "ccert_access", "rbl_override", "check_",
        ],
    };

    /// <summary>The table of <c>sender_dependent_relayhost_maps</c>.</summary>
    public static readonly TableFormat<SenderRelayEntry> SenderRelay = new("sender_relay", SenderRelayEntry.IsCommon, SenderRelayEntry.FromLatin1)
    {
        FileNamePrefixes = ["sender_relay", "sender_dependent_relayhost", "relayhost_map", "relayhosts", "relayhost_by_sender"],
    };

    /// <summary>The table of <c>sender_dependent_default_transport_maps</c>.</summary>
    public static readonly TableFormat<SenderTransportEntry> SenderTransport = new("sender_transport", SenderTransportEntry.IsCommon, SenderTransportEntry.FromLatin1)
    {
        FileNamePrefixes = ["sender_transport", "sender_dependent_default_transport", "sender_dependent_transport"],
    };

    /// <summary>Length limit of a value that is checked, in bytes: real values are shorter, and the grammars need memory for each byte.</summary>
    internal const int LongestExplained = 1 << 20;

    /// <summary>The name suffixes of pattern tables, whose keys are in no format here.</summary>
    private static readonly string[] RuleEndings = ["pcre", "regexp", "regex", "cidr"];

    private readonly EntryRecognizer _isCommon;

    private protected TableFormat(string name, EntryRecognizer isCommon)
    {
        Name = name;
        FileNamePrefixes = [name];
        _isCommon = isCommon;
    }

    /// <summary>Checks without allocating whether an entry has a common shape without problems.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    internal delegate bool EntryRecognizer(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value);

    /// <summary>Every format, the plain one first.</summary>
    public static IReadOnlyList<TableFormat> All { get; } =
        [Plain, Transport, Generic, SaslPasswd, Aliases, Virtual, Canonical, Relocated, Access, SenderRelay, SenderTransport];

    /// <summary>The name, as <c>-f</c> takes it.</summary>
    public string Name { get; }

    /// <summary>The prefixes of its file names, with <c>_</c> for each <c>-</c>. Those of the plain format except files from another's.</summary>
    internal IReadOnlyList<string> FileNamePrefixes { get; init; }

    /// <summary>The syntax of its source.</summary>
    public SourceSyntax Syntax { get; internal init; }

    /// <summary>Whether values are secret.</summary>
    public bool IsSecret { get; internal init; }

    /// <summary>The format of a name.</summary>
    /// <param name="name">The name, in lower case.</param>
    /// <returns>The format, or null if there is none of that name.</returns>
    public static TableFormat? ByName(string name) => All.FirstOrDefault(format => format.Name == name);

    /// <summary>
    /// The format for a file name: <c>/etc/postfix/transport.local</c> is a transport table. The longest prefix decides.
    /// A name that ends in the type of a pattern table is ignored, unless the format is secret.
    /// </summary>
    /// <param name="path">The path; only the text after the last slash is used.</param>
    /// <returns>The format; plain if no prefix matches.</returns>
    public static TableFormat ForFileName(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var name = path[(path.LastIndexOf('/') + 1)..].Replace('-', '_');
        TableFormat found = Plain;
        var longest = 0;
        foreach (var format in All)
        {
            foreach (var prefix in format.FileNamePrefixes)
            {
                if (prefix.Length <= longest || !name.StartsWith(prefix, StringComparison.Ordinal)) continue;
                (found, longest) = (format, prefix.Length);
            }
        }

        return RuleEndingOf(path) is not null && !found.IsSecret ? Plain : found;
    }

    /// <summary>The type of a table of patterns with which the name of a file ends, or null.</summary>
    internal static string? RuleEndingOf(string path) =>
        Array.Find(RuleEndings, ending => path.EndsWith(ending, StringComparison.Ordinal));

    /// <summary>Whether an entry has a common shape without problems. Allocates nothing.</summary>
    /// <param name="key">The key as it is stored, before folding.</param>
    /// <param name="value">The value as it is stored.</param>
    /// <returns>True only if <see cref="Check"/> finds nothing.</returns>
    internal bool IsCommon(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => _isCommon(key, value);

    /// <summary>All problems of an entry: findings in the key first. Time and memory are linear in the length.</summary>
    /// <param name="key">The key, one character per byte.</param>
    /// <param name="value">The value, one character per byte.</param>
    internal abstract IReadOnlyList<ValueProblem> Check(string key, string value);

    /// <summary>Creates an entry from the bytes of its key and its value, or null if Postfix cannot use it.</summary>
    internal abstract TableEntry? EntryOf(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value);

    /// <summary>Reads a line that has been written.</summary>
    /// <param name="line">The line.</param>
    /// <param name="utf8">Whether UTF-8 mode is on.</param>
    /// <returns>The entry, or null if the line does not give exactly one.</returns>
    internal abstract TableEntry? ReadBack(ReadOnlySpan<byte> line, bool utf8);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
