using System.CommandLine;
using MapKit.Cli.Commands.Options;
using MapKit.Cli.DropIn;
using MapKit.Cli.Help;
using MapKit.Cli.Rendering;
using MapKit.Maps;
using MapKit.Source;

namespace MapKit.Cli;

/// <summary>The command <c>mapkit</c>: its verbs and its error handling.</summary>
internal static class MapkitCommand
{
    /// <summary>Yes, done, the same.</summary>
    public const int Success = 0;

    /// <summary>No, not found, differs, findings.</summary>
    public const int No = 1;

    /// <summary>Usage, cannot read, damaged file, nothing written.</summary>
    public const int Trouble = 2;

    // Response files are disabled: @example.com is a key.
    private static readonly ParserConfiguration Parser = new() { ResponseFileTokenReplacer = null };

    /// <summary>Runs a command line.</summary>
    /// <returns>The exit status.</returns>
    public static int Run(string[] arguments, CommandEnvironment environment)
    {
        environment.IsJson = OutputOptions.AskForJson(arguments);
        if (arguments is [] or ["help" or "--help" or "-h" or "-?"]) return Print(HelpPage.OfCommand(), environment);
        if (arguments is ["--version" or "version"]) return Print(ProgramVersion.Text + "\n", environment);
        if (arguments is ["help", var about, .. var part]) return Help(about, part, environment);
        if (Verbs.ByName(arguments[0]) is not { } verb) return Refuse([UsageError.MessageForVerb(arguments[0])], environment);
        if (arguments.TakeWhile(word => word != "--").Any(word => word is "--help" or "-h" or "-?")) return PrintHelp(verb, arguments[1..], environment);

        var command = CommandOf(verb, environment);
        var result = command.Parse(arguments.AsSpan(1).ToArray(), Parser);
        if (OptionWords.ProblemsIn(arguments.AsSpan(1), result).ToArray() is { Length: > 0 } problems) return Refuse(problems.Select(problem => $"{problem}; see mapkit help {verb.Name}"), environment);
        if (UsageError.MessagesFor(result) is { Count: > 0 } messages) return Refuse(messages, environment);
        if (OutputOptions.ContradictionIn(result) is { } contradiction) return Refuse([contradiction], environment);
        OutputOptions.Apply(result, environment);
        return Run(result, environment);
    }

    /// <summary><c>mapkit help</c> for a verb, a part of it, or a drop-in.</summary>
    private static int Help(string about, string[] words, CommandEnvironment environment)
    {
        if (DropIns.Names.Contains(about)) return words.Length == 0 ? Print(HelpPage.OfDropIn(about, environment.HelpWidth), environment) : Refuse([UsageError.MessageForTopic(words[0], about)], environment);
        if (Verbs.ByName(about) is not { } verb) return Refuse([UsageError.MessageForVerb(about)], environment);
        var parts = verb.Create(environment).Subcommands.Select(part => part.Name);
        return words.Where((word, place) => place > 0 || !parts.Contains(word)).FirstOrDefault() is { } wrong
            ? Refuse([UsageError.MessageForTopic(wrong, about)], environment)
            : PrintHelp(verb, words, environment);
    }

    private static int Run(ParseResult result, CommandEnvironment environment)
    {
        try
        {
            using var output = new StringWriter { NewLine = "\n" };
            var status = result.Invoke(new InvocationConfiguration
            {
                Output = output,
                Error = environment.Error,
                EnableDefaultExceptionHandler = false,
            });
            environment.Output.Write(output.ToString());
            environment.Output.Flush();
            return status;
        }
        catch (OperationCanceledException)
        {
            // The signal has removed the unfinished map and now ends the process.
            return Trouble;
        }
        catch (OutputException exception) when (exception.IsClosedByReader)
        {
            return Trouble;
        }
        catch (Exception exception) when (IsExpected(exception))
        {
            Fail(environment, exception.Message);
            return Trouble;
        }
    }

    private static int Refuse(IEnumerable<string> messages, CommandEnvironment environment)
    {
        foreach (var message in messages) Fail(environment, message);
        return Trouble;
    }

    /// <summary>Prints the help of a verb, or of its part that the first word names, such as <c>explain session</c>.</summary>
    private static int PrintHelp(Verb verb, string[] words, CommandEnvironment environment)
    {
        var command = CommandOf(verb, environment);
        var part = words.Length == 0 ? null : command.Subcommands.FirstOrDefault(part => part.Name == words[0]);
        return Print(HelpPage.OfVerb(verb, part ?? command, environment.HelpWidth), environment);
    }

    /// <summary>A verb with the options that all verbs have.</summary>
    public static Command CommandOf(Verb verb, CommandEnvironment environment)
    {
        var command = verb.Create(environment);
        OutputOptions.AddTo(command);
        return command;
    }

    private static int Print(string text, CommandEnvironment environment)
    {
        environment.Output.Write(text);
        environment.Output.Flush();
        return Success;
    }

    /// <summary>Whether an exception describes a problem that its message explains, and not a bug in MapKit.</summary>
    public static bool IsExpected(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or FormatException or MapFormatException;

    /// <summary>Prints an error for a person, and as an object among the results if these are JSON.</summary>
    public static void Fail(CommandEnvironment environment, string message)
    {
        environment.Error.WriteLine(environment.FitError($"mapkit: {environment.PaintError("error", AnsiColor.Red)}: {DisplayText.Lines(message)}"));
        if (environment.IsJson) JsonLine.WriteError(environment.Output, message);
    }

    /// <summary>Prints what was decided and why, for those who want to know.</summary>
    public static void Detail(CommandEnvironment environment, string message)
    {
        if (environment.IsVerbose) environment.Error.WriteLine(environment.FitError($"mapkit: {DisplayText.Lines(message)}"));
    }

    /// <summary>Prints a note.</summary>
    public static void Note(CommandEnvironment environment, string message)
    {
        if (!environment.IsQuiet) environment.Error.WriteLine(environment.FitError($"mapkit: note: {DisplayText.Lines(message)}"));
    }
}
