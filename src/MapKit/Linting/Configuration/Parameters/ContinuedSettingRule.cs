using System.Text.RegularExpressions;
using MapKit.Configuration.Parameters;
using MapKit.Diagnostics;
using MapKit.Source;

namespace MapKit.Linting.Configuration.Parameters;

/// <summary>Settings that begin with whitespace, so that they continue the value before them.</summary>
internal sealed partial class ContinuedSettingRule : IConfigurationRule
{
    /// <summary>The declaration.</summary>
    public static LintRule Declaration { get; } = new ConfigurationLintRule(static () => new ContinuedSettingRule(), Rules.ContinuedSetting);

    /// <inheritdoc/>
    public void Check(MailSystem system)
    {
        var main = system.Configuration.Main;
        string[]? lines = null;
        int[] starts = [];
        foreach (var setting in main.Settings.Where(setting => setting.LastLine > setting.FirstLine && setting.RawValue.Contains('=', StringComparison.Ordinal)))
        {
            if (lines is null)
            {
                lines = ByteText.FromBytes(main.Source).Split('\n');
                starts = StartsOf(lines);
            }

            for (var number = setting.FirstLine; number < setting.LastLine; number++)
            {
                // Line numbers begin with 1: this is the line after the first.
                if (NameIn(lines, number) is not { Success: true } match || ParameterCatalogue.Find(match.Value, main.Version) is null) continue;
                system.Report(
                    Rules.ContinuedSetting, setting, new SourcePlace(new SourceSpan(starts[number] + match.Index, match.Length), number + 1, match.Index + 1, match.Index + match.Length + 1),
                    $"the line begins with whitespace, so that it continues the value of {setting.Name}; {match.Value} is not set", $"remove the whitespace before {match.Value}");
            }
        }
    }

    private static int[] StartsOf(string[] lines)
    {
        var starts = new int[lines.Length];
        for (var index = 1; index < lines.Length; index++) starts[index] = starts[index - 1] + lines[index - 1].Length + 1;
        return starts;
    }

    private static Match? NameIn(string[] lines, int index) => index < lines.Length ? Assignment().Match(lines[index]) : null;

    [GeneratedRegex("(?<=^\\s+)[a-zA-Z0-9_]+(?=\\s*=)", RegexOptions.CultureInvariant)]
    private static partial Regex Assignment();
}
