using MapKit.Postfix;

namespace MapKit.Configuration.Parameters;

/// <summary>
/// Parameters whose names begin with that of a service of master.cf, such as <c>slow_destination_concurrency_limit</c>
/// (docs/formats/parameters.md#names-that-postfix-knows).
/// </summary>
internal static class ServiceParameters
{
    private const string TimeLimit = "_time_limit";

    /// <summary>The ends of the names that delivery agents have, each with the parameter that has the default.</summary>
    private static readonly (string Suffix, string Default)[] OfTransports =
    [
        ("_recipient_limit", "default_recipient_limit"),
        ("_extra_recipient_limit", "default_extra_recipient_limit"),
        ("_recipient_refill_limit", "default_recipient_refill_limit"),
        ("_recipient_refill_delay", "default_recipient_refill_delay"),
        ("_delivery_slot_cost", "default_delivery_slot_cost"),
        ("_delivery_slot_loan", "default_delivery_slot_loan"),
        ("_delivery_slot_discount", "default_delivery_slot_discount"),
        ("_minimum_delivery_slots", "default_minimum_delivery_slots"),
        ("_initial_destination_concurrency", "initial_destination_concurrency"),
        ("_destination_concurrency_limit", "default_destination_concurrency_limit"),
        ("_destination_recipient_limit", "default_destination_recipient_limit"),
        ("_destination_concurrency_positive_feedback", "default_destination_concurrency_positive_feedback"),
        ("_destination_concurrency_negative_feedback", "default_destination_concurrency_negative_feedback"),
        ("_destination_concurrency_failed_cohort_limit", "default_destination_concurrency_failed_cohort_limit"),
        ("_destination_rate_delay", "default_destination_rate_delay"),
        ("_transport_rate_delay", "default_transport_rate_delay"),
    ];

    private static readonly string[] Transports = ["local", "error", "virtual", "smtp", "lmtp", "pipe"];
    private static readonly string[] WithTimeLimit = ["pipe", "spawn"];

    /// <summary>The names that the services of a configuration make.</summary>
    /// <param name="services">The services.</param>
    public static IEnumerable<string> NamesOf(IEnumerable<MasterService> services) =>
        services.SelectMany(service => SuffixesOf(service.Command.Text).Select(suffix => service.Name.Text + suffix));

    /// <summary>Finds a parameter of a service.</summary>
    /// <param name="name">The name.</param>
    /// <param name="services">The services of the configuration.</param>
    /// <param name="version">The version.</param>
    /// <returns>The parameter, with the kind and the limits of the one that has its default; null if no service makes the name.</returns>
    public static Parameter? Find(string name, IEnumerable<MasterService> services, PostfixVersion version)
    {
        foreach (var service in services.Where(service => name.StartsWith(service.Name.Text + "_", StringComparison.Ordinal)))
        {
            var suffix = name[service.Name.Text.Length..];
            if (!SuffixesOf(service.Command.Text).Contains(suffix)) continue;
            var (general, programs) = suffix == TimeLimit
                ? ("command_time_limit", [service.Command.Text])
                : (Array.Find(OfTransports, row => row.Suffix == suffix).Default, (string[])["qmgr", "oqmgr", "nqmgr"]);
            return ParameterCatalogue.Find(general, version) is { } row ? row with { Name = name, Programs = programs } : null;
        }

        return null;
    }

    /// <summary>The service that a name would belong to.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The service's name, or null if the name does not end as such parameters do.</returns>
    public static string? ServiceIn(string name)
    {
        var suffix = OfTransports.Select(row => row.Suffix).Append(TimeLimit)
            .Where(suffix => name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal)).MaxBy(suffix => suffix.Length);
        return suffix is null ? null : name[..^suffix.Length];
    }

    private static IEnumerable<string> SuffixesOf(string program)
    {
        var ofTransport = Transports.Contains(program) ? OfTransports.Select(row => row.Suffix) : [];
        return WithTimeLimit.Contains(program) ? ofTransport.Append(TimeLimit) : ofTransport;
    }
}
