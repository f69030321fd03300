using MapKit.Configuration.Macros;
using MapKit.Configuration.Parameters;
using MapKit.Source;

namespace MapKit.Configuration;

/// <summary>
/// The parameters as one program sees them: first the <c>-o</c> options of its service, then main.cf,
/// then what the program sets itself, then the defaults (docs/formats/configuration.md#syntax-of-mastercf).
/// </summary>
internal sealed class ParameterScope : IParameterSource
{
    private readonly MainConfiguration _main;
    private readonly Dictionary<string, string> _predefined = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Setting> _own = new(StringComparer.Ordinal);
    private readonly MacroEvaluator _evaluator;
    private bool _isNamingHost;

    /// <summary>Creates the parameters.</summary>
    /// <param name="main">main.cf.</param>
    /// <param name="own">Settings that override it; the last of a name applies.</param>
    /// <param name="predefined">What the program sets itself.</param>
    public ParameterScope(MainConfiguration main, IEnumerable<Setting> own, params IEnumerable<(string Name, string Value)> predefined)
    {
        _main = main;
        foreach (var setting in own) _own[setting.RawName] = setting;
        foreach (var (name, value) in predefined) _predefined[name] = value;
        _evaluator = new MacroEvaluator(this, main.Version, main.Warn);
    }

    /// <summary>The setting of a parameter that is in force, or null for a default.</summary>
    public Setting? SettingOf(string name) => _own.GetValueOrDefault(name) ?? (_predefined.ContainsKey(name) ? null : _main.FindRaw(name));

    /// <inheritdoc/>
    public string? Find(string name) =>
        _own.TryGetValue(name, out var own) ? own.RawValue
        : _predefined.TryGetValue(name, out var predefined) ? predefined
        : _main.FindRaw(name) is { } setting ? setting.RawValue
        : _main.Predefined.TryGetValue(name, out var value) ? value
        : ParameterDefaults.Find(name, _main.Version) ?? ComputedDefault(name);

    /// <summary>The expanded value as text, or null for a name that is neither set nor known.</summary>
    /// <exception cref="ConfigurationException">A macro cannot be read or expanded.</exception>
    public string? Get(string name) => Evaluate(ByteText.FromText(name)) is { } value ? ByteText.ToText(value) : null;

    /// <summary>The expanded value, one character per byte, or null for a name that is neither set nor known.</summary>
    /// <exception cref="ConfigurationException">A macro cannot be read or expanded.</exception>
    public string? Evaluate(string name) => Find(name) is { } value ? _evaluator.Evaluate(value) : null;

    /// <summary>As <see cref="Evaluate"/>, with the place where each byte is written.</summary>
    /// <exception cref="ConfigurationException">A macro cannot be read or expanded.</exception>
    public TracedText? Trace(string name) => Find(name) is { } value ? _evaluator.Trace(value, name) : null;

    /// <summary>Expands a text, one character per byte.</summary>
    /// <exception cref="ConfigurationException">A macro cannot be read or expanded.</exception>
    public string Expand(string text) => _evaluator.Evaluate(text);

    /// <summary>The names of the host depend on each other; a name that depends on itself is still undefined, as in Postfix.</summary>
    private string? ComputedDefault(string name)
    {
        if (_isNamingHost || name is not ("myhostname" or "mydomain")) return null;
        _isNamingHost = true;
        try
        {
            return name == "mydomain"
                ? HostNames.DefaultDomain(Evaluate("myhostname") ?? DefaultHostName())
                : DefaultHostName();
        }
        finally
        {
            _isNamingHost = false;
        }
    }

    private string DefaultHostName() => _main.HostNames.DefaultHostName(SettingOf("mydomain") is null ? null : Evaluate("mydomain"));
}
