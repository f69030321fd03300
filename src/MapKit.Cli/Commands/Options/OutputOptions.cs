using System.CommandLine;
using System.CommandLine.Parsing;

namespace MapKit.Cli.Commands.Options;

/// <summary>The options that every verb has: how much is printed, and in which colours.</summary>
internal static class OutputOptions
{
    private static readonly Option<bool> Quiet = new("--quiet", "-q") { Recursive = true, Description = "Print no notes, and no results that only say that all went well" };

    private static readonly Option<bool> Verbose = new("--verbose", "-v") { Recursive = true, Description = "Print what was decided and why: the configuration, formats, types, programs of Postfix" };

    private static readonly Option<string> Color = new Option<string>("--color") { Recursive = true, Description = "When to use colours. auto: on a terminal, unless NO_COLOR is set; elsewhere if FORCE_COLOR or CLICOLOR_FORCE is", DefaultValueFactory = _ => "auto" }.Among("auto", "always", "never");

    /// <summary>Adds the options to a verb.</summary>
    public static void AddTo(Command verb)
    {
        verb.Options.Add(Quiet);
        verb.Options.Add(Verbose);
        verb.Options.Add(Color);
    }

    /// <summary>Whether a command line requests results as JSON; also where it is wrong, as the error is JSON then.</summary>
    public static bool AskForJson(IEnumerable<string> arguments)
    {
        var before = "";
        foreach (var word in arguments.TakeWhile(word => word != "--"))
        {
            if (word is "--json" or "--json=true" or "--output-format=json" or "--as=json" || (word == "json" && before is "--output-format" or "--as")) return true;
            before = word;
        }

        return false;
    }

    /// <summary>What is wrong with a line that gives two output formats, or null.</summary>
    public static string? ContradictionIn(ParseResult arguments)
    {
        var given = arguments.CommandResult.Children.OfType<OptionResult>().Where(option => !option.Implicit).ToArray();
        if (!Array.Exists(given, option => option.Option.Name == "--json" && option.GetValueOrDefault<bool>())) return null;
        return Array.Find(given, option => option.Option.Name is "--output-format" or "--as") is { Tokens: [{ Value: not "json" and var format }] } other
            ? $"--json and {other.Option.Name} {format} are two output formats: give one of them"
            : null;
    }

    /// <summary>Applies the options of a command line.</summary>
    public static void Apply(ParseResult arguments, CommandEnvironment environment)
    {
        environment.IsQuiet = arguments.GetValue(Quiet);
        environment.IsVerbose = arguments.GetValue(Verbose) && !environment.IsQuiet;
        environment.Colors = arguments.GetValue(Color) switch { "always" => ColorChoice.Always, "never" => ColorChoice.Never, _ => ColorChoice.Auto };
    }
}
