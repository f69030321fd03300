namespace MapKit.Linting.Configuration.Services;

/// <summary>A service that programs of Postfix connect to.</summary>
/// <param name="Parameter">The parameter that names it; null for a fixed name.</param>
/// <param name="Name">Its name by default.</param>
/// <param name="IsPrivate">Whether its socket is private.</param>
/// <param name="Effect">What fails without it.</param>
internal sealed record RequiredService(string? Parameter, string Name, bool IsPrivate, string Effect)
{
    /// <summary>Whether no mail passes without it. The others are needed for mail that cannot be delivered.</summary>
    public bool IsForEveryMail { get; init; }
}

/// <summary>The services that a master.cf must have.</summary>
internal static class RequiredServices
{
    private static readonly RequiredService Tables = new("proxymap_service_name", "proxymap", true, "no table with proxy: can be read");
    private static readonly RequiredService Caches = new("proxywrite_service_name", "proxywrite", true, "no cache with proxy: can be written");
    private static readonly RequiredService Verification = new("address_verify_service_name", "verify", true, "no address can be verified");
    private static readonly RequiredService Tls = new("tlsmgr_service_name", "tlsmgr", true, "TLS has no random numbers and no session cache");
    private static readonly RequiredService Rates = new("client_connection_rate_service_name", "anvil", true, "limits for clients are not enforced");

    /// <summary>Those that every configuration needs.</summary>
    public static IReadOnlyList<RequiredService> Always { get; } =
    [
        new("cleanup_service_name", "cleanup", false, "no mail is accepted") { IsForEveryMail = true },
        new("queue_service_name", "qmgr", false, "no mail is delivered") { IsForEveryMail = true },
        new("rewrite_service_name", "rewrite", true, "no mail is received or delivered") { IsForEveryMail = true },
        new("bounce_service_name", "bounce", true, "no mail is returned to its sender"),
        new("defer_service_name", "defer", true, "no mail can be deferred, and none is retried"),
        new("error_service_name", "error", true, "mail that cannot be delivered stays in the queue"),
        new(null, "retry", true, "mail that cannot be delivered stays in the queue"),
    ];

    /// <summary>Those that this configuration needs as well.</summary>
    /// <param name="system">The configuration.</param>
    public static IEnumerable<RequiredService> For(MailSystem system)
    {
        var services = system.Configuration.Services;
        var proxied = system.Tables.Tables.Where(table => table.Uses.Any(use => use.Through.Contains("proxy"))).ToArray();
        if (proxied.Any(table => !table.Role.IsCache)) yield return Tables;
        if (proxied.Any(table => table.Role.IsCache)) yield return Caches;
        if (UsesVerification(system)) yield return Verification;
        if (services.Any(service => service.ProcessName == "smtpd") && system.ValueOf("smtpd_client_connection_count_limit") != "0") yield return Rates;
        if (UsesTls(system)) yield return Tls;
    }

    private static bool UsesVerification(MailSystem system) =>
        system.Settings().Any(found => found.Setting.RawValue.Contains("reject_unverified_", StringComparison.OrdinalIgnoreCase));

    private static bool UsesTls(MailSystem system) =>
        ((string[])["smtpd", "smtp"]).Any(program => system.Configuration.Services.Any(service => service.ProcessName == program && system.ValueOf(program + "_tls_security_level", service) is not ("" or "none")));
}
