using MapKit.Diagnostics;
using MapKit.Postfix;
using MapKit.Source;

namespace MapKit.Configuration;

/// <summary>Reads main.cf (docs/formats/configuration.md#syntax-of-maincf).</summary>
internal sealed class MainConfigurationReader
{
    private readonly string _path;
    private readonly string _shownPath;
    private readonly MainConfigurationOptions _options;
    private readonly Dictionary<string, Setting> _inForce = new(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, string> _predefined;
    private readonly List<Setting> _settings = [];

    /// <summary>Creates a reader.</summary>
    /// <param name="path">The file.</param>
    /// <param name="predefined">Parameters that are set before the file is read.</param>
    /// <param name="options">The version and where warnings go.</param>
    public MainConfigurationReader(string path, IReadOnlyDictionary<string, string> predefined, MainConfigurationOptions options)
    {
        _path = path;
        _shownPath = ByteText.FromText(path);
        _predefined = predefined;
        _options = options;
    }

    /// <summary>Every setting, in the order of the file.</summary>
    public IReadOnlyList<Setting> Settings => _settings;

    /// <summary>The last setting of each name.</summary>
    public IReadOnlyDictionary<string, Setting> InForce => _inForce;

    /// <summary>Reads all settings.</summary>
    /// <exception cref="ConfigurationException">A line is no setting.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public void Read(Stream stream)
    {
        using var lines = new LogicalLineReader(stream);
        while (lines.Read(out var line))
        {
            if (line.SawNul && VersionDifferences.In(_options.Version).WarnsOfNulBytes) _options.Warnings.Report(LineFindings.OfNul(line, _path, _shownPath));
            if (line.StartsWithSpace) _options.Warnings.Report(LineFindings.OfLeadingSpace(line, _path, _shownPath));
            else Add(line);
        }
    }

    private void Add(LogicalLine line)
    {
        var text = SettingText.UpToNul(line.Text);
        if (SettingSyntax.Split(text, out var nameRange, out var valueRange) is { } error)
            throw new ConfigurationException($"{_shownPath}, line {line.FirstLine}: {error}: \"{text}\"") { Place = line.Place, Path = _shownPath };

        var name = text[nameRange];
        var value = text[valueRange];
        _inForce.TryGetValue(name, out var earlier);
        var setting = new Setting(_path, new KeptLine(line), name, nameRange.Start.Value, value, valueRange.Start.Value, earlier);
        var earlierValue = earlier?.RawValue ?? _predefined.GetValueOrDefault(name);
        if (earlierValue is not null && earlierValue != value) ReportOverriding(setting, earlierValue);
        _inForce[name] = setting;
        _settings.Add(setting);
    }

    private void ReportOverriding(Setting setting, string earlierValue) => Report(
        Rules.OverriddenSetting,
        setting.NamePlace,
        setting.Overridden is { } earlier
            ? $"{setting.Name} is set again with another value; the value of line {earlier.FirstLine} has no effect"
            : $"{setting.Name} is set here, but the program sets it too; this value overrides the program's",
        setting.Overridden is null ? "remove the line" : "remove one of the two lines",
        $"{_shownPath}, line {setting.FirstLine}: overriding earlier entry: {setting.RawName}={earlierValue}");

    private void Report(DiagnosticRule rule, SourcePlace place, string message, string help, string postfixText) =>
        _options.Warnings.Report(new Diagnostic(rule, _path, place, message, help) { PostfixText = postfixText });
}
