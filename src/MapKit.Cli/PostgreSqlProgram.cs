using System.Diagnostics.CodeAnalysis;
using MapKit.Platform;

namespace MapKit.Cli;

/// <summary>
/// The second program of a native build, <c>mapkit-postgresql</c>: the same command, with the client of PostgreSQL linked in. With it
/// every command would start a fifth of a millisecond later. <c>mapkit</c> passes on to it what needs a database.
/// </summary>
internal static class PostgreSqlProgram
{
    /// <summary>The name of the file.</summary>
    public const string Name = "mapkit-postgresql";

    /// <summary>Whether this program has the client. A native build of <c>mapkit</c> replaces this by false and leaves the client out.</summary>
    [FeatureSwitchDefinition("MapKit.PostgreSql")]
    public static bool IsThis => !AppContext.TryGetSwitch("MapKit.PostgreSql", out var isIncluded) || isIncluded;

    /// <summary>Does what this command line requests in the other program. It is the other branch of <see cref="IsThis"/> where the client is used: the linker then leaves the client out.</summary>
    /// <param name="environment">Where messages go.</param>
    /// <returns>The exit status, if there is no other program.</returns>
    public static int RunOther(CommandEnvironment environment)
    {
        MapkitCommand.Fail(environment, Start());
        return MapkitCommand.Trouble;
    }

    /// <summary>Replaces this program by the other one, with the same arguments.</summary>
    /// <returns>Why that was not possible.</returns>
    public static string Start()
    {
        if (!OperatingSystem.IsLinux()) return "this build of mapkit has no client of PostgreSQL; use the dotnet tool MapKit.Tool";
        var self = Path.GetDirectoryName(Environment.ProcessPath) ?? "";
        string[] places = [Path.Join(self, Name), Path.GetFullPath(Path.Join(self, "../lib/mapkit", Name))];
        if (places.FirstOrDefault(File.Exists) is not { } program)
            return $"this needs {Name}, which is neither {string.Join(" nor ", places)}; it comes with mapkit: install the package mapkit, or copy the file there from the archive that mapkit came in";
        return $"{program}: {ProgramReplacement.Start(program, File.ReadAllBytes("/proc/self/cmdline"))}";
    }
}
