using MapKit.Delivery.Services;

namespace MapKit.Delivery.Cleanup;

/// <summary>
/// Which headers cleanup(8) rewrites: the addresses in From, To, Cc and their like, of mail from the clients of
/// <c>local_header_rewrite_clients</c>, and of other mail only with <c>remote_header_rewrite_domain</c>.
/// </summary>
internal static class HeaderRewriting
{
    private static readonly string[] Classes = ["canonical_classes", "sender_canonical_classes", "recipient_canonical_classes", "masquerade_classes"];

    /// <summary>What a reader has to know who expects rewritten headers; null if no table is for headers.</summary>
    /// <param name="server">The SMTP server that receives the mail.</param>
    public static ExplanationNode? NoteOf(ServiceSettings server)
    {
        var cleanup = server.Context.Cleanup(server.Get("cleanup_service_name"));
        if (!Classes.Any(classes => RewritesWith(cleanup, classes) && cleanup.Words(classes).Any(word => word.StartsWith("header_", StringComparison.OrdinalIgnoreCase)))) return null;
        var remote = server.Get("remote_header_rewrite_domain");
        var others = remote.Length > 0 ? $"for other clients too (remote_header_rewrite_domain is {Wording.Show(remote)})" : "for no other client, because remote_header_rewrite_domain is empty";
        return new ExplanationNode(
            ExplanationKind.Note, $"addresses in From, To and Cc are rewritten for the clients that local_header_rewrite_clients names ({Wording.Show(server.Get("local_header_rewrite_clients"))}), and {others}");
    }

    /// <summary>Whether there is anything to rewrite with.</summary>
    private static bool RewritesWith(ServiceSettings cleanup, string classes) =>
        cleanup.Get(classes == "masquerade_classes" ? "masquerade_domains" : classes.Replace("_classes", "_maps", StringComparison.Ordinal)).Length > 0;
}
