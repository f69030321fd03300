namespace MapKit.Cli.Tests.Interruption;

/// <summary>How to run the command as a process of its own.</summary>
internal static class MapKitCommand
{
    private static readonly string? Native = Environment.GetEnvironmentVariable("MAPKIT_COMMAND");

    /// <summary>Whether it is the native build, which MAPKIT_COMMAND names, and not the one beside the tests.</summary>
    public static bool IsNative => !string.IsNullOrEmpty(Native);

    /// <summary>The program and, where there are any, its first arguments.</summary>
    public static IReadOnlyList<string> Line { get; } =
        string.IsNullOrEmpty(Native) ? ["dotnet", typeof(Program).Assembly.Location] : [Native];
}
