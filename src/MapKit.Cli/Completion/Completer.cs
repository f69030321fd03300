using System.CommandLine;
using MapKit.Cli.Commands.Options;
using MapKit.Cli.Help;
using MapKit.Configuration;
using MapKit.Diagnostics;

namespace MapKit.Cli.Completion;

/// <summary>The words that may stand where the user is typing: the shells ask for them through the verb <c>complete</c>.</summary>
internal static class Completer
{
    private static readonly string[] DropIns = ["postmap", "postalias", "newaliases"];

    /// <summary>The words.</summary>
    /// <param name="words">The command line after <c>mapkit</c>; the last word is the one being typed, and may be empty.</param>
    /// <param name="environment">The variables, which tell where main.cf is.</param>
    /// <returns>The words that begin with what has been typed. The shell adds the names of files.</returns>
    public static IEnumerable<string> Complete(IReadOnlyList<string> words, CommandEnvironment environment)
    {
        var typed = words.Count == 0 ? "" : words[^1];
        return CandidatesFor(words, typed, environment).Where(word => word.StartsWith(typed, StringComparison.Ordinal)).Distinct();
    }

    private static IEnumerable<string> CandidatesFor(IReadOnlyList<string> words, string typed, CommandEnvironment environment)
    {
        if (words.Count <= 1) return [.. Verbs.All.Select(verb => verb.Name), "help", .. DropIns, "--help", "--version"];
        if (words[0] == "help") return words.Count == 2 ? Verbs.All.Select(verb => verb.Name) : [];
        if (Verbs.ByName(words[0]) is not { } verb) return [];
        var command = MapkitCommand.CommandOf(verb, environment);
        if (OptionNamed(command, words[^2]) is { } option && HelpPage.ValueOf(option).Length > 0)
            return option.Name == "--type" ? TypesAfter(typed) : HelpPage.ChoicesOf(option.CompletionSources);
        if (typed.StartsWith('-')) return [.. command.Options.Where(known => !known.Hidden).SelectMany(known => known.Aliases.Prepend(known.Name)), "--help"];
        return [.. command.Arguments.SelectMany(argument => HelpPage.ChoicesOf(argument.CompletionSources)), .. OperandsOf(verb, environment)];
    }

    private static Option? OptionNamed(Command command, string word) => command.Options.FirstOrDefault(option => option.Name == word || option.Aliases.Contains(word));

    /// <summary>Map types, also after those before a comma.</summary>
    private static IEnumerable<string> TypesAfter(string typed)
    {
        var before = typed[..(typed.LastIndexOf(',') + 1)];
        return Maps.MapTypes.All.Select(type => before + Maps.MapTypes.NameOf(type));
    }

    private static IEnumerable<string> OperandsOf(Verb verb, CommandEnvironment environment) => verb.Name switch
    {
        "rule" => Rules.All.Select(rule => rule.Code),
        "status" or "test" => [],
        _ => TablesOfConfiguration(environment),
    };

    /// <summary>The sources that main.cf names; none if it cannot be read, about which a completion says nothing.</summary>
    private static string[] TablesOfConfiguration(CommandEnvironment environment)
    {
        try
        {
            var settings = new PostfixSettings(ConfigurationOption.FolderOf(null, environment), new PostfixSettingsOptions());
            return settings.Tables?.Tables.Where(table => table.Name.StartsWith('/') && !table.Role.IsCache).Select(table => table.Name).ToArray() ?? [];
        }
        catch (Exception exception) when (MapkitCommand.IsExpected(exception))
        {
            return [];
        }
    }
}
