using MapKit.Configuration;
using MapKit.Delivery.Searching;
using MapKit.Delivery.Services;
using MapKit.Delivery.Smtpd.Restrictions;
using MapKit.Lookup.Probes;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Delivery.Smtpd;

/// <summary>One SMTP server of master.cf with its settings: main.cf, and the options <c>-o</c> of its service.</summary>
internal sealed class SmtpServer : IDisposable
{
    private readonly Dictionary<string, RestrictionList> _classes = new(StringComparer.Ordinal);
    private ClientNetworks? _networks;

    /// <summary>Reads the classes of a server.</summary>
    /// <param name="context">The configuration.</param>
    /// <param name="service">The service; null without a master.cf.</param>
    /// <exception cref="ConfigurationException">A parameter cannot be read.</exception>
    public SmtpServer(ExplainContext context, MasterService? service)
    {
        Context = context;
        Service = service;
        Settings = context.SettingsFor(service, "smtpd");
        foreach (var name in Settings.Words("smtpd_restriction_classes")) _classes[name] = List(name);
    }

    /// <summary>The configuration.</summary>
    public ExplainContext Context { get; }

    /// <summary>The service; null without a master.cf.</summary>
    public MasterService? Service { get; }

    /// <summary>The networks of <c>mynetworks</c>.</summary>
    public ClientNetworks Networks => _networks ??= ClientNetworks.Read(this);

    /// <summary>Its settings.</summary>
    public ServiceSettings Settings { get; }

    /// <summary>The settings that decide which keys are looked up.</summary>
    public ProbeSettings Probes => Settings.Probes;

    /// <summary>Whether the server knows logins: <c>smtpd_sasl_auth_enable</c>.</summary>
    public bool HasLogins => IsOn("smtpd_sasl_auth_enable");

    /// <summary>Whether the server encrypts every session from its start: <c>smtpd_tls_wrappermode</c>.</summary>
    public bool IsAlwaysEncrypted => IsOn("smtpd_tls_wrappermode");

    /// <summary>The value of a parameter; empty if unknown.</summary>
    /// <exception cref="ConfigurationException">A macro cannot be read or expanded.</exception>
    public string Get(string parameter) => Settings.Get(parameter);

    /// <summary>Whether a parameter is <c>yes</c>.</summary>
    public bool IsOn(string parameter) => Settings.IsOn(parameter);

    /// <summary>A number.</summary>
    /// <exception cref="ConfigurationException">The value is none.</exception>
    public int Number(string parameter) => Settings.Number(parameter);

    /// <summary>The level of TLS: <c>none</c>, <c>may</c> or <c>encrypt</c>.</summary>
    public string TlsLevel => Get("smtpd_tls_security_level").ToLowerInvariant() switch
    {
        "" => IsOn("smtpd_enforce_tls") ? "encrypt" : IsOn("smtpd_use_tls") || IsAlwaysEncrypted ? "may" : "none",
        var level => level,
    };

    /// <summary>A list of restrictions.</summary>
    /// <exception cref="ConfigurationException">A macro cannot be read or expanded.</exception>
    public RestrictionList List(string parameter) => RestrictionList.Read(parameter, Context.Traced(parameter, Service));

    /// <summary>The restrictions of a class; null if there is no such class.</summary>
    public RestrictionList? ClassNamed(string name) => _classes.GetValueOrDefault(name);

    /// <summary>Why smtpd does not start with its restrictions; null if it does.</summary>
    public string? StartFailure
    {
        get
        {
            if (_classes.Keys.FirstOrDefault(name => Get(name).Length == 0) is { } empty) return $"restriction class `{Wording.Show(empty)}' needs a definition";
            var hasGuard = HasGuard("smtpd_recipient_restrictions") || HasGuard("smtpd_relay_restrictions");
            return hasGuard ? null : $"in parameter smtpd_relay_restrictions or smtpd_recipient_restrictions, specify at least one working instance of: {RelayGuard.List}";
        }
    }

    /// <summary>The tables of a parameter.</summary>
    public IReadOnlyList<ExplainedTable> Tables(string parameter, TableFormat format) => Settings.Tables(parameter, format);

    /// <summary>A table of a restriction.</summary>
    public ExplainedTable AccessTable(string specification) => Context.Open(ByteText.ToText(specification), TableFormat.Access);

    /// <summary>Finds the service for a session.</summary>
    /// <param name="context">The configuration.</param>
    /// <param name="name">Its name in master.cf, such as <c>submission</c> or <c>10.0.0.1:smtp</c>; null for the usual one.</param>
    /// <exception cref="FormatException">master.cf has no such SMTP server.</exception>
    public static SmtpServer Find(ExplainContext context, string? name)
    {
        if (!context.HasServices) return new SmtpServer(context, null);
        var servers = context.SmtpServers.ToArray();
        var found = name is null
            ? Array.Find(servers, server => server.Type.Text == "inet" && server.Name.Text is "smtp" or "25")
                ?? Array.Find(servers, server => server.Type.Text == "pass")
                ?? Array.Find(servers, server => server.Name.Text.EndsWith(":smtp", StringComparison.Ordinal) || server.Name.Text.EndsWith(":25", StringComparison.Ordinal))
                ?? Array.Find(servers, server => server.Type.Text == "inet")
            : Array.Find(servers, server => server.Name.Text == name || server.ToString() == name)
                ?? Array.Find(servers, server => server.Name.Text.EndsWith(":" + name, StringComparison.Ordinal));
        if (found is not null) return new SmtpServer(context, found);
        var known = servers.Length == 0 ? "it has none" : $"it has {string.Join(", ", servers.Select(server => server.Name.Text).Distinct())}";
        throw new FormatException($"master.cf has no SMTP server{(name is null ? "" : $" {name}")}: {known}");
    }

    /// <inheritdoc/>
    public void Dispose() => _networks?.Dispose();

    private bool HasGuard(string parameter) => RelayGuard.IsIn(List(parameter).Words, name => ClassNamed(name)?.Words);
}
