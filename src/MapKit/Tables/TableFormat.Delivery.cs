using MapKit.Tables.Bcc;
using MapKit.Tables.Certificates;
using MapKit.Tables.Mailboxes;
using MapKit.Tables.RblReply;
using MapKit.Tables.Recipients;
using MapKit.Tables.SenderLogins;
using MapKit.Tables.ServerSni;
using MapKit.Tables.Users;

namespace MapKit.Tables;

/// <content>The rows for the tables of mailboxes, users, recipients, logins, copies, client certificates and server names.</content>
public abstract partial class TableFormat
{
    /// <summary>The table of <c>virtual_mailbox_maps</c>.</summary>
    public static readonly TableFormat<VirtualMailboxEntry> VirtualMailbox = new("virtual_mailbox", VirtualMailboxEntry.IsCommon, VirtualMailboxEntry.FromLatin1)
    {
        FileNamePrefixes = ["virtual_mailbox_maps", "vmailbox"],
        CheckValue = static value => VirtualMailboxEntry.ParsePath(value).Problems,
    };

    /// <summary>The table of <c>virtual_uid_maps</c>.</summary>
    public static readonly TableFormat<VirtualIdEntry> VirtualUid = new("virtual_uid", VirtualIdEntry.IsCommonUser, VirtualIdEntry.UserFromLatin1)
    {
        CheckValue = static value => VirtualIdValue.Parse(value, isGroup: false).Problems,
    };

    /// <summary>The table of <c>virtual_gid_maps</c>.</summary>
    public static readonly TableFormat<VirtualIdEntry> VirtualGid = new("virtual_gid", VirtualIdEntry.IsCommonGroup, VirtualIdEntry.GroupFromLatin1)
    {
        CheckValue = static value => VirtualIdValue.Parse(value, isGroup: true).Problems,
    };

    /// <summary>The tables of <c>local_recipient_maps</c> and <c>relay_recipient_maps</c>.</summary>
    public static readonly TableFormat<RecipientEntry> Recipients = new("recipients", RecipientEntry.IsCommon, RecipientEntry.FromLatin1)
    {
        FileNamePrefixes = ["relay_recipient", "local_recipient"],
        IsWeak = true,
    };

    /// <summary>The tables of <c>sender_bcc_maps</c> and <c>recipient_bcc_maps</c>.</summary>
    public static readonly TableFormat<BccEntry> Bcc = new("bcc", BccEntry.IsCommon, BccEntry.FromLatin1)
    {
        FileNamePrefixes = ["bcc", "sender_bcc", "recipient_bcc"],
        CheckValue = static value => BccValue.Parse(value).Problems,
    };

    /// <summary>The table of <c>smtpd_sender_login_maps</c>.</summary>
    public static readonly TableFormat<SenderLoginEntry> SenderLogin = new("sender_login", SenderLoginEntry.IsCommon, SenderLoginEntry.FromLatin1)
    {
        FileNamePrefixes = ["sender_login", "smtpd_sender_login"],
        IsWeak = true,
    };

    /// <summary>The table of <c>local_login_sender_maps</c>.</summary>
    public static readonly TableFormat<LoginSenderEntry> LoginSender = new("login_sender", LoginSenderEntry.IsCommon, LoginSenderEntry.FromLatin1)
    {
        FileNamePrefixes = ["login_sender", "local_login_sender"],
    };

    /// <summary>The tables of <c>mailbox_transport_maps</c> and <c>fallback_transport_maps</c>.</summary>
    public static readonly TableFormat<UserTransportEntry> UserTransport = new("user_transport", UserTransportEntry.IsCommon, UserTransportEntry.FromLatin1)
    {
        FileNamePrefixes = ["mailbox_transport", "fallback_transport"],
        CheckValue = static value => UserTransportEntry.ParseRoute(value).Problems,
    };

    /// <summary>The table of <c>mailbox_command_maps</c>.</summary>
    public static readonly TableFormat<UserCommandEntry> UserCommand = new("user_command", UserCommandEntry.IsCommon, UserCommandEntry.FromLatin1)
    {
        FileNamePrefixes = ["mailbox_command"],
        CheckValue = static value => UserCommandEntry.ParseCommand(value).Problems,
    };

    /// <summary>The table of <c>relay_clientcerts</c>.</summary>
    public static readonly TableFormat<ClientCertificateEntry> ClientCertificates = new("client_certificates", ClientCertificateEntry.IsCommon, ClientCertificateEntry.FromLatin1)
    {
        FileNamePrefixes = ["relay_clientcerts"],
    };

    /// <summary>The table of <c>tls_server_sni_maps</c>, whose values name files with keys and certificates.</summary>
    public static readonly TableFormat<ServerSniEntry> ServerSni = new("server_sni", ServerSniEntry.IsCommon, ServerSniEntry.FromLatin1)
    {
        FileNamePrefixes = ["tls_server_sni", "sni_map"],
    };

    /// <summary>The table of <c>rbl_reply_maps</c>.</summary>
    public static readonly TableFormat<RblReplyEntry> RblReply = new("rbl_reply", RblReplyEntry.IsCommon, RblReplyEntry.FromLatin1)
    {
        CheckValue = static value => RblReplyTemplate.Parse(value, isDefault: false).Problems,
    };
}
