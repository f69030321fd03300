using MapKit.Configuration.Macros;
using MapKit.Configuration.Parameters;
using MapKit.Postfix;

namespace MapKit.Configuration.StartUp;

/// <summary>
/// The parameters of a Postfix program during start-up: those that main.cf sets and the defaults that
/// have been read so far. A macro of a parameter that is read later is undefined.
/// </summary>
internal sealed class ToolParameterValues : IParameterSource
{
    private readonly MainConfiguration _configuration;
    private readonly MacroEvaluator _evaluator;
    private readonly Dictionary<string, string> _defaults = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _numbers = new(StringComparer.Ordinal);

    public ToolParameterValues(MainConfiguration configuration)
    {
        _configuration = configuration;
        _evaluator = new MacroEvaluator(this, configuration.Version, configuration.Warn);
    }

    /// <inheritdoc/>
    public string? Find(string name) =>
        _configuration.Find(name)?.RawValue
        ?? _configuration.Predefined.GetValueOrDefault(name)
        ?? _defaults.GetValueOrDefault(name);

    /// <summary>A text that has been read.</summary>
    public string Text(string name) => _texts[name];

    /// <summary>A number or time that has been read.</summary>
    public long Number(string name) => _numbers[name];

    /// <summary>A yes or no that has been read.</summary>
    public bool Boolean(string name) => _numbers[name] != 0;

    /// <summary>Reads parameters, without those of the other version.</summary>
    /// <exception cref="ConfigurationException">A value is not allowed.</exception>
    public void Read(ReadOnlySpan<ToolParameter> parameters)
    {
        var differences = VersionDifferences.In(_configuration.Version);
        foreach (var parameter in parameters)
        {
            if (parameter.Only is { } only && !only(differences)) continue;
            if (parameter.Kind == ToolParameterKind.Text) ReadText(parameter.Name, null, parameter.Minimum, parameter.Maximum);
            else _numbers[parameter.Name] = ReadNumber(parameter);
        }
    }

    /// <summary>Reads a text.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="computeDefault">Computes a default that is not in the table.</param>
    /// <param name="minimum">Least length, or 0 for none.</param>
    /// <param name="maximum">Most length, or 0 for none.</param>
    /// <exception cref="ConfigurationException">The value is not allowed.</exception>
    public string ReadText(string name, Func<string>? computeDefault, int minimum, int maximum = 0)
    {
        // A default is stored expanded, so that later macros see it expanded.
        var value = Evaluated(name) ?? (_defaults[name] = _evaluator.Evaluate(computeDefault?.Invoke() ?? DefaultOf(name)));
        return _texts[name] = ParameterValues.Text(name, value, minimum, maximum);
    }

    /// <summary>The value of a parameter that is set, with its macros expanded.</summary>
    /// <exception cref="ConfigurationException">A macro cannot be read or expanded.</exception>
    public string? Evaluated(string name) => Find(name) is { } value ? _evaluator.Evaluate(value) : null;

    private long ReadNumber(ToolParameter parameter)
    {
        var (name, minimum, maximum) = (parameter.Name, parameter.Minimum, parameter.Maximum);
        var unit = parameter.Kind == ToolParameterKind.Time ? UnitOf(_evaluator.Evaluate(DefaultOf(name))) : '\0';
        if (Find(name) is null) _defaults[name] = DefaultOf(name);
        var value = Evaluated(name)!;
        return parameter.Kind switch
        {
            ToolParameterKind.Boolean => ParameterValues.Boolean(name, value) ? 1 : 0,
            ToolParameterKind.Number => ParameterValues.SmallNumber(name, value, minimum, maximum),
            ToolParameterKind.LongNumber => ParameterValues.Number(name, value, minimum, maximum),
            _ => ParameterValues.Seconds(name, value, unit, minimum, maximum),
        };
    }

    private string DefaultOf(string name) =>
        ParameterDefaults.Find(name, _configuration.Version) ?? throw new InvalidOperationException($"no default for {name}");

    private static char UnitOf(string time) => time.AsSpan().TrimStart("0123456789")[0];
}
