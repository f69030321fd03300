using MapKit.Cli.DropIn;

namespace MapKit.Cli;

/// <summary>Start of the program.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        StandardStreams.Open();
        using var environment = CommandEnvironment.OfProcess();
        return Run(Environment.GetCommandLineArgs()[0], arguments, environment);
    }

    /// <summary>Runs what the program was called as, or told to be.</summary>
    /// <param name="program">The name by which it was called.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Streams and variables.</param>
    /// <returns>The exit status.</returns>
    internal static int Run(string program, string[] arguments, CommandEnvironment environment) =>
        DropIns.TryRun(program, arguments, environment, out var status) ? status : MapkitCommand.Run(arguments, environment);
}
