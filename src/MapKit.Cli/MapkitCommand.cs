using System.CommandLine;
using MapKit.Cli.Commands;
using MapKit.Cli.Commands.CrossCheck;
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

    // The names that System.CommandLine gives them.
    private static readonly string[] HelpOptions = ["--help", "-h", "/h", "-?", "/?"];

    private static readonly (string Name, Func<CommandEnvironment, Command> Create)[] Verbs =
    [
        ("compile", CompileCommand.Create),
        ("query", QueryCommand.Create),
        ("dump", DumpCommand.Create),
        ("info", InfoCommand.Create),
        ("convert", ConvertCommand.Create),
        ("crosscheck", CrossCheckCommand.Create),
        ("diff", DiffCommand.Create),
        ("verify", VerifyCommand.Create),
        ("lint", LintCommand.Create),
        ("explain", ExplainCommand.Create),
        ("test", TestCommand.Create),
        ("set", SetCommand.Create),
        ("unset", UnsetCommand.Create),
        ("rename", RenameCommand.Create),
        ("fmt", FmtCommand.Create),
        ("status", StatusCommand.Create),
    ];

    /// <summary>Runs a command line.</summary>
    /// <returns>The exit status.</returns>
    public static int Run(string[] arguments, CommandEnvironment environment)
    {
        var result = ParseVerb(arguments, environment) ?? Root(environment).Parse(arguments, Parser);
        if (result.Errors.Count > 0)
        {
            foreach (var message in UsageError.MessagesFor(result, arguments, Verbs.Select(verb => verb.Name))) Fail(environment, message);
            return Trouble;
        }

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

    /// <summary>Every verb.</summary>
    public static IEnumerable<Command> CreateVerbs(CommandEnvironment environment) => Verbs.Select(verb => verb.Create(environment));

    private static RootCommand Root(CommandEnvironment environment)
    {
        var root = new RootCommand("Compile, query, check and convert Postfix lookup tables.");
        foreach (var verb in CreateVerbs(environment)) root.Add(verb);
        return root;
    }

    /// <summary>
    /// Parses a command line with only the verb that it begins with: creating all verbs and their help takes longer than
    /// compiling a small table.
    /// </summary>
    /// <returns>Null if all verbs are needed: the line does not begin with a verb, may request help, or is wrong.</returns>
    private static ParseResult? ParseVerb(string[] arguments, CommandEnvironment environment)
    {
        if (arguments.Length == 0 || arguments.AsSpan().ContainsAny(HelpOptions) || Array.Find(Verbs, verb => verb.Name == arguments[0]).Create is not { } create) return null;
        var result = create(environment).Parse(arguments.AsSpan(1).ToArray(), Parser);
        return result.Errors.Count == 0 ? result : null;
    }

    /// <summary>Whether an exception describes a problem that its message explains, and not a bug in MapKit.</summary>
    public static bool IsExpected(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or FormatException or MapFormatException;

    /// <summary>Prints an error.</summary>
    public static void Fail(CommandEnvironment environment, string message) => environment.Error.WriteLine($"mapkit: error: {DisplayText.Lines(message)}");

    /// <summary>Prints a note.</summary>
    public static void Note(CommandEnvironment environment, string message) => environment.Error.WriteLine($"mapkit: note: {DisplayText.Lines(message)}");
}
