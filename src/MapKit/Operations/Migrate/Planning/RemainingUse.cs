using MapKit.Configuration;
using MapKit.Configuration.Parameters;
using MapKit.Tables;

namespace MapKit.Operations.Migrate.Planning;

/// <summary>A word in a file of the configuration that gives no table its type, as far as is known.</summary>
/// <param name="configuration">The configuration.</param>
/// <param name="path">The file.</param>
/// <param name="word">The word.</param>
internal sealed class RemainingUse(PostfixConfiguration configuration, string path, BerkeleyDbWord word)
{
    /// <summary>Describes it, and why it is left.</summary>
    public RemainingWord Describe()
    {
        if (word.IsComment) return Create(RemainingKind.Comment, null);
        if (path != configuration.Main.Path && path != configuration.Master?.Path) return Create(RemainingKind.NotUnderstood, "not the name of a table, or not one that Postfix reads here");
        var settings = path == configuration.Main.Path ? configuration.Main.Settings : configuration.Services.SelectMany(service => service.Overrides);
        if (settings.LastOrDefault(Contains) is not { } setting)
            return Create(RemainingKind.NotUnderstood, path == configuration.Main.Path ? "not a setting" : "not an option -o of Postfix's own programs, or not a table");
        if (IsOverridden(setting)) return Create(RemainingKind.Overridden, $"a later setting of {setting.Name} overrides it");
        return ParameterDefaults.Find(setting.RawName, configuration.Main.Version) is null
            ? Create(RemainingKind.Unused, $"nothing uses {setting.Name}")
            : Create(RemainingKind.NotUnderstood, $"{setting.Name} does not use it as a table now: it is in a branch that is not taken, or is not the name of a table");
    }

    private bool Contains(Setting setting) => setting.Path == path && setting.FirstLine <= word.Line && word.Line <= setting.LastLine && (path == configuration.Main.Path || IsIn(setting));

    /// <summary>Whether the word is in the value; a line of master.cf may have several settings.</summary>
    private bool IsIn(Setting setting) => Enumerable.Range(0, setting.RawValue.Length).Any(index => setting.PlaceOf(index, 1).Span.Start == word.Offset);

    private bool IsOverridden(Setting setting) => path == configuration.Main.Path
        ? configuration.Main.FindRaw(setting.RawName) != setting
        : configuration.Services.FirstOrDefault(service => service.Overrides.Contains(setting)) is { } owner && configuration.ScopeOf(owner).SettingOf(setting.RawName) != setting;

    private RemainingWord Create(RemainingKind kind, string? reason) => new(path, word.Line, SecretMask.ConfigurationText(word.Text), kind, reason);
}
