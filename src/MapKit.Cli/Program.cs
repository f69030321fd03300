namespace MapKit.Cli;

/// <summary>Start of the program.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        using var environment = CommandEnvironment.OfProcess();
        return MapkitCommand.Run(arguments, environment);
    }
}
