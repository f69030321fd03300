using System.CommandLine;
using MapKit.Platform;

namespace MapKit.Cli.Commands.Ignoring;

/// <summary>The options that say what lint does not report.</summary>
internal static class IgnoreOptions
{
    private static readonly Option<string[]> Ignore = new("--ignore") { HelpName = "CODE", Description = "Do not report these rules: codes such as MK2103, or their beginnings, separated by commas" };
    private static readonly Option<string[]> Exclude = new("--exclude") { HelpName = "PATTERN", Description = "Report nothing in files whose name matches, or whose path does if PATTERN has a slash" };
    private static readonly Option<string?> File = new("--settings") { HelpName = "FILE", Description = $"Read this file instead of {LintSettingsFile.Name} in the folder of the configuration, else in the current folder" };
    private static readonly Option<bool> NoFile = new("--no-settings") { Description = $"Read no {LintSettingsFile.Name}" };

    /// <summary>Adds the options to a verb.</summary>
    public static void AddTo(Command command)
    {
        foreach (var option in new Option[] { Ignore, Exclude, File, NoFile }) command.Options.Add(option);
    }

    /// <summary>The settings of a run: those of the file, to which the command line adds.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="folder">The folder of the configuration that is checked, or null.</param>
    /// <exception cref="FormatException">A code is wrong, or the file is.</exception>
    public static IReadOnlyList<LintSettings> Read(ParseResult arguments, string? folder)
    {
        var codes = (arguments.GetValue(Ignore) ?? []).SelectMany(words => words.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToArray();
        if (codes.Select(RuleCode.ProblemOf).FirstOrDefault(problem => problem is not null) is { } wrong) throw new FormatException($"--ignore: {wrong}");
        var given = new LintSettings { Ignored = codes, Excluded = arguments.GetValue(Exclude) ?? [] };
        return [given, arguments.GetValue(NoFile) ? LintSettings.None : arguments.GetValue(File) is { } path ? LintSettingsFile.Read(path) : ReadFile(folder)];
    }

    /// <summary>The settings of the file in the folder of the configuration, else in the current folder.</summary>
    public static LintSettings ReadFile(string? folder) =>
        new[] { folder, "" }.OfType<string>().Select(place => Path.Join(place, LintSettingsFile.Name)).FirstOrDefault(IsThere) is { } found
            ? LintSettingsFile.Read(found)
            : LintSettings.None;

    /// <summary>Whether there is anything of the name: a folder and a link that leads nowhere are mistakes, which reading reports.</summary>
    private static bool IsThere(string path) => FilePresence.FileExists(path) || FilePresence.FolderExists(path) || new FileInfo(path).LinkTarget is not null;
}
