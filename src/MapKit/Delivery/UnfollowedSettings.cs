using MapKit.Delivery.Cleanup;
using MapKit.Delivery.Services;

namespace MapKit.Delivery;

/// <summary>Settings that can change what becomes of a mail and that an explanation does not follow: a note names each that is set.</summary>
internal static class UnfollowedSettings
{
    /// <summary>Parameters of smtpd(8).</summary>
    private static readonly string[] OfServer =
    [
        "smtpd_proxy_filter", "smtpd_milters", "smtpd_milter_maps", "smtpd_command_filter", "smtpd_reject_filter_maps", "smtpd_discard_ehlo_keywords",
        "smtpd_discard_ehlo_keyword_address_maps", "strict_rfc821_envelopes", "strict_smtputf8",
    ];

    /// <summary>Tables that are evaluated for a given message, without the program before them.</summary>
    private static readonly string[] OfContent = ["header_checks", "mime_header_checks", "nested_header_checks", "body_checks"];

    /// <summary>Parameters of cleanup(8).</summary>
    private static readonly string[] OfCleanup =
    [
        "milter_header_checks", "message_reject_characters", "message_strip_characters", "strict_7bit_headers", "strict_8bitmime", "strict_8bitmime_body",
        "strict_mime_encoding_domain",
    ];

    /// <summary>Parameters of smtp(8) and lmtp(8), without the name of the program before them.</summary>
    private static readonly string[] OfClient = ["reply_filter", "dns_reply_filter", "sasl_mechanism_filter", "sasl_auth_cache_name", "tls_policy_maps", "tls_per_site", "defer_if_no_mx_address_found"];

    /// <summary>Parameters of smtp(8) and lmtp(8) that have no name before them.</summary>
    private static readonly string[] OfClientAlone = ["best_mx_transport", "ignore_mx_lookup_error"];

    /// <summary>Levels of TLS at which a client sends nothing to a server that does not offer it.</summary>
    private static readonly string[] StrictTls = ["encrypt", "dane-only", "fingerprint", "verify", "secure"];

    /// <summary>Every parameter that may be named.</summary>
    public static IEnumerable<string> All =>
    [
        .. OfServer, .. OfContent, .. OfCleanup, .. OfClientAlone,
        .. ((string[])["smtp", "lmtp"]).SelectMany(program => OfClient.Concat(OfContent).Concat(["tls_security_level", "sasl_security_options"]).Select(name => $"{program}_{name}")),
    ];

    /// <summary>The notes for the reception of a mail.</summary>
    /// <param name="server">The SMTP server that receives the mail.</param>
    /// <param name="hasContent">Whether the message is given.</param>
    public static IEnumerable<ExplanationNode> OfReception(ServiceSettings server, bool hasContent)
    {
        foreach (var note in Set(server, OfServer)) yield return note;
        var cleanup = server.Context.Cleanup(server.Get("cleanup_service_name"));
        if (!hasContent)
        {
            foreach (var note in WithoutContent(server, cleanup)) yield return note;
        }

        foreach (var note in Set(cleanup, OfCleanup)) yield return note;
    }

    private static IEnumerable<ExplanationNode> WithoutContent(ServiceSettings server, ServiceSettings cleanup)
    {
        if (server.Context.IsSet("message_size_limit", server.Service))
            yield return new ExplanationNode(ExplanationKind.Note, $"a message of more than {Wording.Show(server.Get("message_size_limit"))} bytes is rejected (message_size_limit)");
        if (HeaderRewriting.NoteOf(server) is { } headers) yield return headers;
        foreach (var note in Checks(cleanup, OfContent)) yield return note;
    }

    /// <summary>The notes for a client.</summary>
    /// <param name="client">The settings of smtp(8) or lmtp(8).</param>
    /// <param name="prefix">The start of its parameters.</param>
    /// <param name="logsIn">Whether it logs in.</param>
    /// <param name="hasContent">Whether the message is given.</param>
    public static IEnumerable<ExplanationNode> OfDelivery(ServiceSettings client, string prefix, bool logsIn, bool hasContent)
    {
        if (!hasContent)
        {
            foreach (var note in Checks(client, OfContent.Select(name => $"{prefix}_{name}"))) yield return note;
        }

        foreach (var note in Set(client, [.. OfClient.Select(name => $"{prefix}_{name}"), .. OfClientAlone])) yield return note;
        var level = client.Get($"{prefix}_tls_security_level");
        if (StrictTls.Contains(level)) yield return Note($"{prefix}_tls_security_level", $"is {level}: mail is deferred if the server has no TLS");
        var mechanisms = client.Get($"{prefix}_sasl_security_options");
        if (logsIn && mechanisms.Contains("noplaintext", StringComparison.Ordinal))
            yield return Note($"{prefix}_sasl_security_options", $"is {Wording.Show(mechanisms)}: mail is deferred if the server has only logins with a readable password");
    }

    private static IEnumerable<ExplanationNode> Checks(ServiceSettings settings, IEnumerable<string> parameters) =>
        parameters.Where(parameter => settings.Get(parameter).Length > 0).Select(parameter => new ExplanationNode(ExplanationKind.Note, $"{parameter} is set, but no message is given (--message)"));

    private static IEnumerable<ExplanationNode> Set(ServiceSettings settings, IEnumerable<string> parameters) =>
        parameters.Where(parameter => settings.Get(parameter) is { Length: > 0 } value && !value.Equals("no", StringComparison.OrdinalIgnoreCase))
            .Select(parameter => Note(parameter, "is set"));

    private static ExplanationNode Note(string parameter, string what) => new(ExplanationKind.Note, $"{parameter} {what}; its effect is not part of this explanation");
}
