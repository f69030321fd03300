using System.CommandLine;
using MapKit.Cli.Commands;
using MapKit.Cli.Rendering;
using MapKit.Maps;

namespace MapKit.Cli;

/// <summary>The command <c>mapkit</c>: its verbs, and what becomes of errors.</summary>
internal static class MapkitCommand
{
    /// <summary>Yes, done, the same.</summary>
    public const int Success = 0;

    /// <summary>No, not found, differs, findings.</summary>
    public const int No = 1;

    /// <summary>Usage, cannot read, damaged file, nothing written.</summary>
    public const int Trouble = 2;

    /// <summary>Runs a command line.</summary>
    /// <returns>The exit status.</returns>
    public static int Run(string[] arguments, CommandEnvironment environment)
    {
        var root = new RootCommand("Postfix lookup tables: compile the sources, read any map back.")
        {
            CompileCommand.Create(environment),
            QueryCommand.Create(environment),
            DumpCommand.Create(environment),
            InfoCommand.Create(environment),
            ConvertCommand.Create(environment),
            CrossCheckCommand.Create(environment),
            DiffCommand.Create(environment),
            VerifyCommand.Create(environment),
            LintCommand.Create(environment),
            SetCommand.Create(environment),
            UnsetCommand.Create(environment),
            FmtCommand.Create(environment),
            StatusCommand.Create(environment),
        };

        // Without files of arguments: @example.com is a key.
        var result = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (result.Errors.Count > 0)
        {
            foreach (var error in result.Errors) Fail(environment, error.Message);
            environment.Error.WriteLine("mapkit: try mapkit --help, or mapkit VERB --help");
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
            // A signal has removed the unfinished map; now it ends the process.
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

    /// <summary>Whether an exception is a state of the world that its message explains, rather than a fault of ours.</summary>
    public static bool IsExpected(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or FormatException or MapFormatException;

    /// <summary>Says what went wrong.</summary>
    public static void Fail(CommandEnvironment environment, string message) => environment.Error.WriteLine($"mapkit: error: {message}");

    /// <summary>Says what is worth knowing.</summary>
    public static void Note(CommandEnvironment environment, string message) => environment.Error.WriteLine($"mapkit: note: {message}");
}
