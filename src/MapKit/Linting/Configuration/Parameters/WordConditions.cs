using MapKit.Configuration;
using MapKit.Configuration.Parameters;

namespace MapKit.Linting.Configuration.Parameters;

/// <summary>Parameters whose words Postfix reads only if another parameter turns a function on (docs/formats/parameters.md#words).</summary>
internal static class WordConditions
{
    /// <summary>Whether the words are read.</summary>
    /// <param name="system">The configuration.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="service">The service that reads it, or null for main.cf alone.</param>
    public static bool AreMet(MailSystem system, Parameter parameter, MasterService? service) => parameter.Words switch
    {
        "sasl_options" or "sasl_type" => IsYes(system, Prefix(parameter, "_sasl_") + "_sasl_auth_enable", service),
        "proxy_options" => system.ValueOf("smtpd_proxy_filter", service).Length > 0,
        "mynetworks_style" => system.Configuration.Find("mynetworks", service) is null,
        "milter_action" or "milter_protocol" => system.ValueOf("smtpd_milters", service).Length > 0 || system.ValueOf("non_smtpd_milters", service).Length > 0,
        "host_lookup" => system.ValueOf(Prefix(parameter, "_host_") + "_dns_support_level", service) != "disabled" && !IsYes(system, "disable_dns_lookups", service),
        _ => true,
    };

    private static string Prefix(Parameter parameter, string middle) => parameter.Name[..parameter.Name.IndexOf(middle, StringComparison.Ordinal)];

    private static bool IsYes(MailSystem system, string parameter, MasterService? service) =>
        system.ValueOf(parameter, service).Equals("yes", StringComparison.OrdinalIgnoreCase);
}
