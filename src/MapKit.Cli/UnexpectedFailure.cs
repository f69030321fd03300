using MapKit.Platform;
using MapKit.Source;

namespace MapKit.Cli;

/// <summary>The report of an unexpected failure: one line, and the trace on request.</summary>
internal static class UnexpectedFailure
{
    /// <summary>The variable that requests the trace.</summary>
    public const string TraceVariable = "MAPKIT_TRACE";

    private const int MostFiles = 3;

    /// <summary>Prints the failure. The exception's own message may quote a secret, and is printed only with the trace.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="arguments">The command line.</param>
    /// <param name="environment">Where to, and the variables.</param>
    public static void Report(Exception exception, string[] arguments, CommandEnvironment environment)
    {
        var files = arguments.Skip(1).Select(FileOf).OfType<string>().Take(MostFiles).ToArray();
        var work = arguments.Length == 0 ? "" : $" in {DisplayText.Lines(arguments[0])}{(files.Length == 0 ? "" : $" with {string.Join(", ", files.Select(DisplayText.Lines))}")}";
        MapkitCommand.Fail(environment, $"bug in MapKit{work}: {exception.GetType().Name}; please report it ({TraceVariable}=1 shows the trace)");
        if (environment.Variable(TraceVariable) == "1") environment.Error.WriteLine(exception);
    }

    /// <summary>Whether an argument is a file, perhaps after its type. Any other argument may be a value, and a secret.</summary>
    private static string? FileOf(string argument) =>
        FilePresence.FileExists(argument) ? argument
        : argument.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 && FilePresence.FileExists(argument[(colon + 1)..]) ? argument
        : null;
}
