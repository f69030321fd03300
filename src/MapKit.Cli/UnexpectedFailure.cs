using MapKit.Source;

namespace MapKit.Cli;

/// <summary>What is printed where MapKit fails in a way that it should not: one line, and the trace where it is asked for.</summary>
internal static class UnexpectedFailure
{
    /// <summary>The variable that asks for the trace.</summary>
    public const string TraceVariable = "MAPKIT_TRACE";

    private const int MostFiles = 3;

    /// <summary>Prints the failure. The exception's own message may quote a secret, and is part of the trace alone.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="arguments">The command line.</param>
    /// <param name="environment">Where to, and the variables.</param>
    public static void Report(Exception exception, string[] arguments, CommandEnvironment environment)
    {
        var files = arguments.Skip(1).Select(FileOf).OfType<string>().Take(MostFiles).ToArray();
        var work = arguments.Length == 0 ? "" : $" in {DisplayText.Lines(arguments[0])}{(files.Length == 0 ? "" : $" with {string.Join(", ", files.Select(DisplayText.Lines))}")}";
        environment.Error.WriteLine($"mapkit: error: bug in MapKit{work}: {exception.GetType().Name}; please report it ({TraceVariable}=1 shows the trace)");
        if (environment.Variable(TraceVariable) == "1") environment.Error.WriteLine(exception);
    }

    /// <summary>An argument that is a file, perhaps after its type; anything else may be a value, and a secret.</summary>
    private static string? FileOf(string argument) =>
        File.Exists(argument) ? argument
        : argument.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 && File.Exists(argument[(colon + 1)..]) ? argument
        : null;
}
