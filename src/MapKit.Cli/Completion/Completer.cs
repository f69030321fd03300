using System.CommandLine;
using MapKit.Cli.DropIn;
using MapKit.Cli.Help;
using MapKit.Diagnostics;

namespace MapKit.Cli.Completion;

/// <summary>The words that may stand where the user is typing: the shells get them from the verb <c>complete</c>.</summary>
internal static class Completer
{
    /// <summary>The last line of an answer where the name of a file may stand: the shell adds those names.</summary>
    public const string Files = "*";

    /// <summary>The words.</summary>
    /// <param name="words">The command line after <c>mapkit</c>; the last word is the one being typed, and may be empty.</param>
    /// <param name="environment">The variables, which tell where main.cf is.</param>
    /// <returns>The words that begin with what has been typed, and <see cref="Files"/> where a file may stand.</returns>
    public static IEnumerable<string> Complete(IReadOnlyList<string> words, CommandEnvironment environment)
    {
        var typed = words.Count == 0 ? "" : words[^1];
        var (candidates, takesFiles) = CandidatesFor(words, typed, environment);
        return [.. candidates.Where(word => word.StartsWith(typed, StringComparison.Ordinal)).Distinct(), .. takesFiles ? new[] { Files } : []];
    }

    private static (IEnumerable<string> Words, bool TakesFiles) CandidatesFor(IReadOnlyList<string> words, string typed, CommandEnvironment environment)
    {
        if (words.Count <= 1) return ([.. Verbs.Names, "help", .. DropIns.Names, "--help", "--version"], false);
        if (words[0] == "help") return (Topics(words, environment), false);
        if (DropIns.Names.Contains(words[0])) return ([], TakesFiles: !typed.StartsWith('-'));
        if (Verbs.ByName(words[0]) is not { } verb) return ([], false);
        var place = CompletedPlace.In(MapkitCommand.CommandOf(verb, environment), words);
        if (place.Option is { } option)
        {
            var before = typed[..^place.Value.Length];
            return (ValuesOf(option, place.Value).Select(value => before + value), CompletedFiles.AreValuesOf(option));
        }

        if (place.MayBeOption && typed.StartsWith('-')) return ([.. place.Command.Options.Where(known => !known.Hidden).SelectMany(known => known.Aliases.Prepend(known.Name)), "--help"], false);
        IEnumerable<string> parts = place.OperandsBefore == 0 ? place.Command.Subcommands.Select(part => part.Name) : [];
        if (place.Operand is not { } operand) return (parts, false);
        var choices = operand.Name == "CODE" ? Rules.All.Select(rule => rule.Code) : HelpPage.ChoicesOf(operand.CompletionSources);
        return ([.. parts, .. choices, .. CompletedFiles.AreTables(operand) ? CompletedFiles.TablesOfConfiguration(environment) : []], CompletedFiles.AreOperandsOf(operand));
    }

    private static IEnumerable<string> Topics(IReadOnlyList<string> words, CommandEnvironment environment) =>
        words.Count == 2 ? [.. Verbs.Names, .. DropIns.Names]
        : words.Count == 3 && Verbs.ByName(words[1]) is { } verb ? verb.Create(environment).Subcommands.Select(part => part.Name)
        : [];

    /// <summary>The values of an option. Map types and rules may be several, separated by commas.</summary>
    private static IEnumerable<string> ValuesOf(Option option, string typed) => option.Name switch
    {
        "--type" => After(Maps.MapTypes.All.Select(Maps.MapTypes.NameOf), typed),
        "--ignore" => After(Rules.All.Select(rule => rule.Code), typed),
        _ => HelpPage.ChoicesOf(option.CompletionSources),
    };

    /// <summary>The words of a list that do not stand before the last comma.</summary>
    private static IEnumerable<string> After(IEnumerable<string> all, string typed)
    {
        var before = typed[..(typed.LastIndexOf(',') + 1)];
        return all.Except(before.Split(',')).Select(word => before + word);
    }
}
