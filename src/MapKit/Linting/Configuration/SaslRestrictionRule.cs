using MapKit.Configuration;
using MapKit.Configuration.References;
using MapKit.Diagnostics;

namespace MapKit.Linting.Configuration;

/// <summary>Restrictions about logins in the lists of a server that offers no login.</summary>
internal sealed class SaslRestrictionRule : IConfigurationRule
{
    private const string Switch = "smtpd_sasl_auth_enable";
    private const string Program = "smtpd";

    /// <summary>Restrictions that smtpd ignores with a warning. Others, such as <c>permit_sasl_authenticated</c>, just do not apply.</summary>
    private static readonly string[] Restrictions =
    [
        "reject_sender_login_mismatch", "reject_authenticated_sender_login_mismatch", "reject_known_sender_login_mismatch",
        "reject_unauthenticated_sender_login_mismatch", "check_sasl_access",
    ];

    private MailSystem _system = null!;
    private MasterService[] _servers = [];

    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } = new ConfigurationLintRule(() => new SaslRestrictionRule(), Rules.RestrictionWithoutSasl);

    /// <inheritdoc/>
    public void Check(MailSystem system)
    {
        _system = system;
        _servers = [.. system.Configuration.Services.Where(service => service.ProcessName == Program)];
        foreach (var parameter in TableParameter.All.Where(parameter => parameter.Kind == TableListKind.Restrictions)) Check(parameter.Name);
        foreach (var name in system.WordsAnywhere("smtpd_restriction_classes")) Check(name);
    }

    private void Check(string parameter)
    {
        // Without master.cf one server is assumed, with the settings of main.cf.
        var servers = _servers.Length == 0 ? new MasterService?[] { null } : _servers;
        foreach (var group in servers.Select(server => (Server: server, Value: _system.ValueOrNull(parameter, server))).Where(item => item.Value is not null).GroupBy(item => PlaceOf(item.Value!)))
        {
            var off = group.Where(item => !IsOn(item.Server)).ToArray();
            if (off.Length > 0) Check(off[0].Value!, off[0].Server, isOffEverywhere: off.Length == group.Count());
        }
    }

    private static Setting? PlaceOf(ParameterValue value) => value.PlaceOf(0, 1)?.Setting;

    private bool IsOn(MasterService? server) => _system.ValueOf(Switch, server).Equals("yes", StringComparison.OrdinalIgnoreCase);

    private void Check(ParameterValue value, MasterService? server, bool isOffEverywhere)
    {
        foreach (var word in value.Words().Where(word => Restrictions.Contains(word.Text, StringComparer.OrdinalIgnoreCase)))
        {
            if (value.PlaceOf(word.Start, word.Text.Length) is not { } place) continue;
            var where = server is null ? "" : $" for the service {server.Name.Text}";
            _system.Report(
                Rules.RestrictionWithoutSasl, place.Setting, place.Place,
                $"{Switch} is not yes{where}; smtpd ignores {word.Text} there, with a warning for each mail",
                server is null || isOffEverywhere ? $"set {Switch} = yes, or remove the restriction" : $"set it with -o for the services that have {Switch} = yes",
                isOffEverywhere ? null : Severity.Info);
        }
    }
}
