using System.CommandLine;
using System.CommandLine.Completions;
using MapKit.Cli.DropIn;

namespace MapKit.Cli.Help;

/// <summary>The pages of <c>mapkit help</c>: the verbs, and one verb with its options and examples.</summary>
internal static class HelpPage
{
    private const int MostChoicesInLine = 4;
    private const int VerbColumn = 9;
    private const int SummaryColumn = 12;

    /// <summary>The verbs, in at most 22 lines of 80 columns: a terminal of 24 lines shows them with the command line and the next prompt.</summary>
    public static string OfCommand()
    {
        var lines = new List<string> { "Compile, inspect, check, edit and explain Postfix lookup tables.", "Usage: mapkit VERB [OPTION]... [OPERAND]..." };
        string? group = null;
        for (var i = 0; i < Verbs.All.Count;)
        {
            var verb = Verbs.All[i];
            var names = verb.Name;
            while (++i < Verbs.All.Count && Verbs.All[i].SharesLine) names += $" {Verbs.All[i].Name}";
            lines.Add($"{(verb.Group == group ? "" : verb.Group).PadRight(VerbColumn)}{names.PadRight(SummaryColumn - 1)} {verb.Overview ?? verb.Summary}");
            group = verb.Group;
        }

        lines.Add("mapkit help VERB: its options and examples. mapkit completion bash|zsh|fish.");
        lines.Add("Drop-ins, also as links: mapkit postmap, mapkit postalias, mapkit newaliases.");
        return string.Concat(lines.Select(line => line + "\n"));
    }

    /// <summary>One of the drop-ins.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="width">The width of the terminal in columns.</param>
    public static string OfDropIn(string name, int width)
    {
        var page = new TextColumns(width);
        page.Add($"{name} of Postfix, done by mapkit: the same options, messages and exit status, option for option as in the manual of Postfix, {name}(1).");
        page.Skip();
        page.Add($"Usage: mapkit {name} [OPTION]... [OPERAND]...", hanging: 7);
        page.Skip();
        page.Add($"A link named {name} that leads to mapkit does the same. Debian's package makes such links for postmap, postalias and newaliases: mapkit-drop-in on.");
        page.Add($"{PostfixVersions.Variable}, such as 3.7, selects the version of Postfix whose messages and rules it has. {FurtherMaps.Variable}=lmdb makes a map of that type beside each one that it writes.");
        page.Skip();
        page.Add("Examples:");
        page.Add(name is "postmap" or "postalias" ? $"mapkit {name} hash:/etc/{(name == "postmap" ? "postfix/virtual" : "aliases")}" : "mapkit newaliases", indent: 2);
        page.Add(name == "postmap" ? "build the map, as postmap does" : "build the map of aliases, as Postfix's program does", indent: 6);
        return page.ToString();
    }

    /// <summary>One verb.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="command">Its arguments and options.</param>
    /// <param name="width">The width of the terminal in columns.</param>
    public static string OfVerb(Verb verb, Command command, int width)
    {
        var page = new TextColumns(width);
        page.Add(command.Description!);
        page.Skip();
        var name = command.Name == verb.Name ? verb.Name : $"{verb.Name} {command.Name}";
        page.Add($"Usage: mapkit {name} {string.Join(' ', ["[OPTION]...", .. command.Arguments.Select(UsageOf)])}", hanging: 7);
        page.Skip();
        if (command.Arguments.Count > 0)
        {
            page.Add([.. command.Arguments.Select(argument => (argument.Name, DescriptionOf(argument)))]);
            page.Skip();
        }

        foreach (var part in command.Subcommands) page.Add($"mapkit help {verb.Name} {part.Name}: {part.Description}", hanging: 4);
        if (command.Subcommands.Count > 0) page.Skip();
        page.Add("Options:");
        page.Add([.. command.Options.Where(option => !option.Hidden).Select(Row)]);
        page.Skip();
        page.Add("Examples:");
        foreach (var (line, does) in verb.Examples.Where(example => command.Name == verb.Name || example.Line.Contains(name, StringComparison.Ordinal)))
        {
            page.Add(line, indent: 2);
            page.Add(does, indent: 6);
        }

        return page.ToString();
    }

    /// <summary>What an option is followed by: the name of its value, or a few words to choose from; empty for a flag.</summary>
    public static string ValueOf(Option option)
    {
        if (option.Arity.MaximumNumberOfValues == 0 || option is Option<bool>) return "";
        if (option.HelpName is { } name) return name;
        var choices = ChoicesOf(option.CompletionSources);
        return choices.Length is > 0 and <= MostChoicesInLine ? string.Join('|', choices) : "VALUE";
    }

    /// <summary>The words of a list to choose from.</summary>
    public static string[] ChoicesOf(IEnumerable<Func<CompletionContext, IEnumerable<CompletionItem>>> sources) =>
        [.. sources.SelectMany(source => source(CompletionContext.Empty)).Select(item => item.Label).Distinct()];

    /// <summary>What an option does, the words to choose from if they are many, and its default.</summary>
    public static string DescriptionOf(Option option) => Described(option.Description, ChoicesOf(option.CompletionSources), always: false) + DefaultOf(option);

    /// <summary>What an operand is, and the words to choose from.</summary>
    public static string DescriptionOf(Argument argument) => Described(argument.Description, ChoicesOf(argument.CompletionSources), always: true);

    /// <summary>How an operand is written in the usage.</summary>
    public static string UsageOf(Argument argument) => (argument.Arity.MinimumNumberOfValues, argument.Arity.MaximumNumberOfValues) switch
    {
        (0, > 1) => $"[{argument.Name}]...",
        (0, _) => $"[{argument.Name}]",
        (_, > 1) => $"{argument.Name}...",
        _ => argument.Name,
    };

    private static (string Left, string Right) Row(Option option)
    {
        var names = string.Join(", ", option.Aliases.Append(option.Name).Distinct().OrderBy(name => name.Length));
        var value = ValueOf(option);
        return (value.Length == 0 ? names : $"{names} {value}", DescriptionOf(option));
    }

    private static string Described(string? text, string[] choices, bool always) =>
        choices.Length > (always ? 0 : MostChoicesInLine) ? $"{text}. One of: {string.Join(", ", choices)}" : text ?? "";

    private static string DefaultOf(Option option) =>
        option is Option<string> { HasDefaultValue: true } && option.GetDefaultValue() is string { Length: > 0 } value ? $" [default: {value}]" : "";
}
