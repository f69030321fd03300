using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Tables.Access;
using MapKit.Tables.Addresses;
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

/// <content>The rows for the tables that route, rewrite, authenticate and restrict mail, and the list of all.</content>
public abstract partial class TableFormat
{
    /// <summary>Any table of keys and values; their meaning is unknown.</summary>
    public static readonly TableFormat<PlainEntry> Plain = new("plain", PlainEntry.IsCommon, PlainEntry.FromLatin1)
    {
        FileNamePrefixes = ["virtual_mailbox"],
    };

    /// <summary>transport(5).</summary>
    public static readonly TableFormat<TransportEntry> Transport = new("transport", TransportEntry.IsCommon, TransportEntry.FromLatin1)
    {
        CheckValue = static value => TransportValue.Parse(value).Problems,
        RefusesSubstitution = true,
    };

    /// <summary>generic(5).</summary>
    public static readonly TableFormat<GenericEntry> Generic = new("generic", GenericEntry.IsCommon, GenericEntry.FromLatin1)
    {
        CheckValue = static value => OneReplacement.Parse(value, Severity.Error).Problems,
    };

    /// <summary>The table of <c>smtp_sasl_password_maps</c>.</summary>
    public static readonly TableFormat<SaslPasswdEntry> SaslPasswd = new("sasl_passwd", SaslPasswdEntry.IsCommon, SaslPasswdEntry.FromLatin1)
    {
        IsSecret = true,
        CheckValue = static value => SaslPasswdValue.Parse(value).Problems,
    };

    /// <summary>aliases(5).</summary>
    public static readonly TableFormat<AliasEntry> Aliases = new("aliases", AliasEntry.IsCommon, AliasEntry.FromLatin1)
    {
        Syntax = SourceSyntax.Aliases,
        CheckValue = static value => AliasValue.Parse(value).Problems,
        RefusesSubstitution = true,
    };

    /// <summary>virtual(5), the table of <c>virtual_alias_maps</c> and <c>virtual_alias_domains</c>.</summary>
    public static readonly TableFormat<VirtualEntry> Virtual = new("virtual", VirtualEntry.IsCommon, VirtualEntry.FromLatin1)
    {
        CheckValue = static value => VirtualValue.Parse(value).Problems,
    };

    /// <summary>canonical(5), also for senders or recipients only.</summary>
    public static readonly TableFormat<CanonicalEntry> Canonical = new("canonical", CanonicalEntry.IsCommon, CanonicalEntry.FromLatin1)
    {
        FileNamePrefixes = ["canonical", "sender_canonical", "recipient_canonical"],
        CheckValue = static value => OneReplacement.Parse(value, Severity.Warning).Problems,
    };

    /// <summary>relocated(5).</summary>
    public static readonly TableFormat<RelocatedEntry> Relocated = new("relocated", RelocatedEntry.IsCommon, RelocatedEntry.FromLatin1)
    {
        CheckValue = static value => RelocatedEntry.ParseNotice(value).Problems,
    };

    /// <summary>access(5), the table of the <c>check_..._access</c> restrictions.</summary>
    public static readonly TableFormat<AccessEntry> Access = new("access", AccessEntry.IsCommon, AccessEntry.FromLatin1)
    {
        FileNamePrefixes =
        [
            "access", "client_access", "reverse_client_access", "helo_access", "sender_access", "recipient_access", "relay_access", "etrn_access",
            "client_checks", "helo_checks", "sender_checks", "recipient_checks", "sasl_access", "ccert_access", "rbl_override", "check_",
        ],
        CheckValue = static value => AccessValue.Parse(value).Problems,
    };

    /// <summary>The table of <c>sender_dependent_relayhost_maps</c>.</summary>
    public static readonly TableFormat<SenderRelayEntry> SenderRelay = new("sender_relay", SenderRelayEntry.IsCommon, SenderRelayEntry.FromLatin1)
    {
        FileNamePrefixes = ["sender_relay", "sender_dependent_relayhost", "relayhost_map", "relayhosts", "relayhost_by_sender"],
        CheckValue = static value => SenderRelayValue.Parse(value).Problems,
        RefusesSubstitution = true,
    };

    /// <summary>The table of <c>sender_dependent_default_transport_maps</c>.</summary>
    public static readonly TableFormat<SenderTransportEntry> SenderTransport = new("sender_transport", SenderTransportEntry.IsCommon, SenderTransportEntry.FromLatin1)
    {
        FileNamePrefixes = ["sender_transport", "sender_dependent_default_transport", "sender_dependent_transport"],
        CheckValue = static value => SenderTransportValue.Parse(value).Problems,
        RefusesSubstitution = true,
    };

    private static IReadOnlyList<TableFormat>? _all;

    /// <summary>Every format, the plain one first.</summary>
    public static IReadOnlyList<TableFormat> All => _all ??=
    [
        Plain, Transport, Generic, SaslPasswd, Aliases, Virtual, Canonical, Relocated, Access, SenderRelay, SenderTransport,
        VirtualMailbox, VirtualUid, VirtualGid, Recipients, Bcc, SenderLogin, LoginSender, UserTransport, UserCommand, ClientCertificates, RblReply, ServerSni,
        TlsPolicy, TlsPerSite, HeaderChecks, BodyChecks, SmtpHeaderChecks, SmtpBodyChecks, MilterHeaderChecks,
        DeliveryStatusFilter, DnsReplyFilter, ReplyFilter, RejectFilter, RejectFooter, CommandFilter, EhloKeywords, PixWorkarounds, MilterMaps, DnsblReply, TlsLogLevel, PostscreenAccess,
    ];
}
