using MapKit.Delivery.Rewrite;
using MapKit.Delivery.Searching;
using MapKit.Delivery.Services;
using MapKit.Lookup.Probes;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Delivery.Smtpd;

/// <summary>The tables in which smtpd(8) looks for an address of this host's domains (<c>check_rcpt_maps</c>).</summary>
internal static class AddressTables
{
    /// <summary>Local parts that local domains always have, besides <c>double_bounce_sender</c>: the mail system sends mail to them.</summary>
    private static readonly string[] AlwaysListed = ["postmaster", "mailer-daemon"];

    /// <summary>The parameters whose tables rewrite an address; one that is rewritten is accepted.</summary>
    public static IReadOnlyList<string> Rewriting(SmtpdSubject subject) => subject == SmtpdSubject.Sender
        ? ["recipient_canonical_maps", "sender_canonical_maps", "canonical_maps", "virtual_alias_maps"]
        : ["recipient_canonical_maps", "canonical_maps", "virtual_alias_maps"];

    /// <summary>The parameter whose tables have the addresses of a class, and what smtpd calls them; empty for a class without.</summary>
    public static (string Parameter, string Table) Listing(AddressClass addressClass) => addressClass switch
    {
        AddressClass.Local => ("local_recipient_maps", "local recipient"),
        AddressClass.VirtualMailbox => ("virtual_mailbox_maps", "virtual mailbox"),
        AddressClass.Relay => ("relay_recipient_maps", "relay recipient"),
        _ => ("", ""),
    };

    /// <summary>Whether a local domain has a local part without a table.</summary>
    public static bool HasAlways(ServiceSettings server, string localPart) =>
        AlwaysListed.Append(server.Get("double_bounce_sender")).Any(name => FoldedText.AreEqual(name, localPart));

    /// <summary>Opens the tables of a list, which may include alias tables: their sources have another syntax.</summary>
    public static List<ExplainedTable> Open(ServiceSettings server, string parameter, TableFormat format)
    {
        var aliases = server.Words("alias_maps");
        return [.. server.Words(parameter).Select(table => server.Context.Open(ByteText.ToText(table), format == TableFormat.Plain && aliases.Contains(table) ? TableFormat.Aliases : format))];
    }
}
