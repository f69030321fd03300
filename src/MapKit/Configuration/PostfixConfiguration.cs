using MapKit.Source;

namespace MapKit.Configuration;

/// <summary>
/// The whole configuration of one folder: main.cf, master.cf, and the parameters as each service sees them. For one thread.
/// </summary>
public sealed class PostfixConfiguration
{
    private readonly Dictionary<MasterService, ParameterScope> _scopes = [];

    private PostfixConfiguration(MainConfiguration main, MasterConfiguration? master, ConfigurationException? masterProblem)
    {
        Main = main;
        Master = master;
        MasterProblem = masterProblem;
    }

    /// <summary>main.cf.</summary>
    public MainConfiguration Main { get; }

    /// <summary>master.cf, or null if it is missing or cannot be read.</summary>
    public MasterConfiguration? Master { get; }

    /// <summary>Why there is no <see cref="Master"/>; null if there is.</summary>
    public ConfigurationException? MasterProblem { get; }

    /// <summary>The services of master.cf; none if it cannot be read.</summary>
    public IReadOnlyList<MasterService> Services => Master?.Services ?? [];

    /// <summary>Reads the configuration of a folder.</summary>
    /// <param name="directory">The folder; it appears in messages as given.</param>
    /// <param name="options">The version and the receiver of warnings; null for the newest version and no warnings.</param>
    /// <exception cref="ConfigurationException">main.cf cannot be read, or a line of it is not a setting. The error in master.cf is in <see cref="MasterProblem"/>.</exception>
    public static PostfixConfiguration Load(string directory, MainConfigurationOptions? options = null)
    {
        options ??= new MainConfigurationOptions();
        return Read(MainConfiguration.Load(directory, options), () => MasterConfiguration.Load(directory, options));
    }

    /// <summary>Adds master.cf to main.cf, or the reason why it cannot be read.</summary>
    internal static PostfixConfiguration Read(MainConfiguration main, Func<MasterConfiguration> readMaster)
    {
        try
        {
            return new PostfixConfiguration(main, readMaster(), null);
        }
        catch (ConfigurationException exception)
        {
            return new PostfixConfiguration(main, null, exception);
        }
    }

    /// <summary>Creates the configuration from its files.</summary>
    /// <param name="main">main.cf.</param>
    /// <param name="master">master.cf, or null for none.</param>
    public static PostfixConfiguration Create(MainConfiguration main, MasterConfiguration? master) => new(main, master, null);

    /// <summary>
    /// The expanded value of a parameter: for a service its <c>-o</c> option, if any, overrides main.cf, also in macros.
    /// </summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="service">The service, or null for main.cf alone.</param>
    /// <returns>The value, or null for a name that is neither set nor known.</returns>
    /// <exception cref="ConfigurationException">A macro cannot be read or expanded.</exception>
    public string? Get(string parameter, MasterService? service = null) => ScopeOf(service).Get(parameter);

    /// <summary>The setting of a parameter that is in force, or null for a default.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="service">The service, or null for main.cf alone.</param>
    public Setting? Find(string parameter, MasterService? service = null) => ScopeOf(service).SettingOf(ByteText.FromText(parameter));

    /// <summary>The folders of <c>multi_instance_directories</c>: further configurations, each with a separate main.cf.</summary>
    /// <exception cref="ConfigurationException">A macro cannot be read or expanded.</exception>
    public IReadOnlyList<string> InstanceDirectories =>
        (Get("multi_instance_directories") ?? "").Split([',', ' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The parameters as a service sees them.</summary>
    internal ParameterScope ScopeOf(MasterService? service)
    {
        if (service is null) return Main.Scope;
        if (_scopes.TryGetValue(service, out var scope)) return scope;
        scope = new ParameterScope(Main, service.Overrides, ("process_name", ByteText.FromText(service.ProcessName)), ("service_name", ByteText.FromText(service.Name.Text)));
        _scopes.Add(service, scope);
        return scope;
    }
}
