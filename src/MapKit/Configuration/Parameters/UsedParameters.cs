using MapKit.Configuration.Macros;
using MapKit.Postfix;

namespace MapKit.Configuration.Parameters;

/// <summary>
/// The names of parameters that have a meaning in a configuration, as <c>postconf -n</c> and <c>postconf -P</c> determine them before
/// they warn about an unused parameter (docs/formats/parameters.md#names-that-postfix-knows).
/// </summary>
internal sealed class UsedParameters
{
    private const string Classes = "smtpd_restriction_classes";

    private static readonly char[] Separators = [',', ' ', '\t', '\r', '\n', '{', '}'];
    private static readonly string[] Wrappers = ["proxy:", "debug:"];

    private readonly PostfixConfiguration _configuration;
    private readonly HashSet<string> _everywhere = new(StringComparer.Ordinal);
    private readonly Dictionary<MasterService, HashSet<string>> _inService = [];
    private readonly HashSet<string> _ofServices;

    /// <summary>Determines the names.</summary>
    /// <param name="configuration">The configuration.</param>
    public UsedParameters(PostfixConfiguration configuration)
    {
        _configuration = configuration;
        _ofServices = ServiceParameters.NamesOf(configuration.Services).ToHashSet(StringComparer.Ordinal);
        foreach (var service in configuration.Services.Where(service => service.Overrides.Count > 0)) _inService.Add(service, new HashSet<string>(StringComparer.Ordinal));
        foreach (var service in _inService.Keys) Scan(service.Overrides, service);
        ScanDefaults();
        Scan(configuration.Main.Settings.Where(IsInForce), null);
    }

    private PostfixVersion Version => _configuration.Main.Version;

    /// <summary>Whether a setting has a meaning.</summary>
    /// <param name="name">The name, one character per byte.</param>
    /// <param name="service">The service whose option <c>-o</c> it is, or null for main.cf.</param>
    public bool IsUsed(string name, MasterService? service) =>
        IsOfPostfix(name) || _everywhere.Contains(name) || (service is not null && _inService[service].Contains(name));

    /// <summary>Whether a macro has a setting or a default; the others are empty.</summary>
    /// <param name="name">The name, one character per byte.</param>
    /// <param name="service">The service whose option contains the macro, or null for main.cf.</param>
    public bool IsDefined(string name, MasterService? service) =>
        IsOfPostfix(name)
        || _configuration.Main.FindRaw(name) is not null
        || (service is null ? _inService.Keys.Any(other => Sets(other, name)) : Sets(service, name));

    /// <summary>The parameters that the version, or a service of master.cf, gives a meaning, and old names that a default refers to.</summary>
    /// <param name="name">The name, one character per byte.</param>
    public bool IsOfPostfix(string name) =>
        _ofServices.Contains(name)
        || (ParameterCatalogue.Find(name, Version) is { } parameter && (parameter.Kind == ParameterKind.Legacy || parameter.IsReadBy(Version)));

    /// <summary>Finds the row of a parameter, or that of a service.</summary>
    /// <param name="name">The name, one character per byte.</param>
    /// <returns>The row, or null if the version does not have the parameter.</returns>
    public Parameter? Find(string name)
    {
        if (ParameterCatalogue.Find(name, Version) is { } parameter && parameter.IsReadBy(Version)) return parameter;
        return _ofServices.Contains(name) ? ServiceParameters.Find(name, _configuration.Services, Version) : null;
    }

    private static bool Sets(MasterService service, string name) => service.Overrides.Any(setting => setting.RawName == name);

    private bool IsInForce(Setting setting) => ReferenceEquals(_configuration.Main.FindRaw(setting.RawName), setting);

    private void Scan(IEnumerable<Setting> settings, MasterService? service)
    {
        foreach (var setting in settings)
        {
            if (setting.RawName == Classes) FlagAll(Evaluate(setting, service).Split(Separators, StringSplitOptions.RemoveEmptyEntries), service);
            var parameter = Find(setting.RawName);
            if (parameter is { IsRaw: true } or { Kind: ParameterKind.ReadOnly }) continue;
            FlagAll(MacroNames.In(setting.RawValue), service);
            if (parameter is not null) FlagAll(NamesOfClients(Evaluate(setting, service)), service);
        }
    }

    /// <summary>A default may refer to an old name, which then has a meaning.</summary>
    private void ScanDefaults()
    {
        foreach (var name in ParameterDefaults.NamesOf(Version).Where(name => _configuration.Main.FindRaw(name) is null))
            FlagAll(MacroNames.In(ParameterDefaults.Find(name, Version)!), null);
    }

    private void FlagAll(IEnumerable<string> names, MasterService? service)
    {
        foreach (var name in names) Flag(name, service);
    }

    private void Flag(string name, MasterService? service)
    {
        if (service is not null && Sets(service, name)) _inService[service].Add(name);
        else if (_configuration.Main.FindRaw(name) is not null) _everywhere.Add(name);
        if (service is not null) return;
        foreach (var (other, names) in _inService)
        {
            if (Sets(other, name)) names.Add(name);
        }
    }

    /// <summary><c>ldap:NAME</c> makes parameters of main.cf known that begin with NAME, unless it is a path.</summary>
    private static IEnumerable<string> NamesOfClients(string value)
    {
        foreach (var word in value.Split(Separators, StringSplitOptions.RemoveEmptyEntries))
        {
            var table = word;
            while (Array.Find(Wrappers, wrapper => table.StartsWith(wrapper, StringComparison.Ordinal)) is { } found) table = table[found.Length..];
            var colon = table.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0 || colon == table.Length - 1 || table[colon + 1] is '/' or '.') continue;
            foreach (var setting in DatabaseClientParameters.NamesOf(table[..colon]) ?? []) yield return $"{table[(colon + 1)..]}_{setting}";
        }
    }

    private string Evaluate(Setting setting, MasterService? service)
    {
        try
        {
            return new MacroEvaluator(_configuration.ScopeOf(service), Version, static (_, _) => { }).Evaluate(setting.RawValue);
        }
        catch (ConfigurationException)
        {
            // A value with a bad macro has another finding.
            return "";
        }
    }
}
