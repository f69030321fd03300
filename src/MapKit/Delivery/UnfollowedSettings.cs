using MapKit.Delivery.Services;

namespace MapKit.Delivery;

/// <summary>Settings that can change what becomes of a mail and that an explanation does not follow: a note names each that is set.</summary>
internal static class UnfollowedSettings
{
    /// <summary>Parameters of the SMTP server.</summary>
    private static readonly string[] OfServer = ["smtpd_proxy_filter", "smtpd_milters"];

    /// <summary>Parameters of cleanup(8).</summary>
    private static readonly string[] OfCleanup = ["header_checks", "mime_header_checks", "nested_header_checks", "body_checks"];

    /// <summary>The notes.</summary>
    /// <param name="server">The SMTP server that receives the mail.</param>
    public static IEnumerable<ExplanationNode> Notes(ServiceSettings server)
    {
        var cleanup = server.Context.Cleanup(server.Get("cleanup_service_name"));
        var parameters = OfServer.Where(parameter => server.Get(parameter).Length > 0).Concat(OfCleanup.Where(parameter => cleanup.Get(parameter).Length > 0));
        return parameters.Select(parameter => new ExplanationNode(ExplanationKind.Note, $"{parameter} is set; its effect is not part of this explanation"));
    }
}
