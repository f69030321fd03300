using System.Runtime.CompilerServices;
using MapKit.Cli.DropIn;
using MapKit.Cli.Rendering;
using MapKit.Platform;
using MapKit.Platform.Locks;

namespace MapKit.Cli;

/// <summary>Entry point.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        StandardStreams.Open();
        if (LibC.IsSupported) LibC.IgnoreFileSizeSignal();
        var name = NameOfCall();
        using var environment = CommandEnvironment.OfProcess(mayBeClosed: DropIns.AreCalled(name, arguments));
        AppDomain.CurrentDomain.UnhandledException += (_, failure) => EndOnOtherThread((Exception)failure.ExceptionObject, arguments, environment);
        return Run(name, ArgumentBytes.Restore(arguments), environment);
    }

    /// <summary>
    /// The name that the program was called by, which may be that of a link. Where .NET runs the program (a dotnet tool), it reports the
    /// name of the assembly instead.
    /// </summary>
    private static string NameOfCall()
    {
        var name = Environment.GetCommandLineArgs()[0];
        if (!RuntimeFeature.IsDynamicCodeSupported || !OperatingSystem.IsLinux()) return name;
        try
        {
            return File.ReadAllText("/proc/self/cmdline").Split('\0')[0];
        }
        catch (Exception exception) when (MapkitCommand.IsExpected(exception))
        {
            return name;
        }
    }

    /// <summary>Runs the drop-in whose name the program was called by, or the given verb.</summary>
    /// <param name="program">The name by which it was called.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Streams and variables.</param>
    /// <returns>The exit status.</returns>
    internal static int Run(string program, string[] arguments, CommandEnvironment environment)
    {
        WaitMessages.SendTo(message => MapkitCommand.Note(environment, message));
        try
        {
            if (!DropIns.TryRun(program, arguments, environment, out var status)) status = MapkitCommand.Run(arguments, environment);
            environment.Output.Flush();
            return status;
        }
        catch (OutputException exception)
        {
            if (!exception.IsClosedByReader) MapkitCommand.Fail(environment, exception.Message);
            return MapkitCommand.Trouble;
        }
        catch (Exception exception) when (MemoryShortage.Is(exception))
        {
            // Unfinished maps and the memory of the work have been released by now.
            MemoryShortage.Report(arguments, environment);
            return MapkitCommand.Trouble;
        }
        catch (Exception exception)
        {
            UnexpectedFailure.Report(exception, arguments, environment);
            return MapkitCommand.Trouble;
        }
    }

    /// <summary>A background thread has failed: the program must be ended in order here.</summary>
    private static void EndOnOtherThread(Exception exception, string[] arguments, CommandEnvironment environment)
    {
        AbortOnSignal.AbortAll();
        if (MemoryShortage.Is(exception)) MemoryShortage.Report(arguments, environment);
        else UnexpectedFailure.Report(exception, arguments, environment);
        Environment.Exit(MapkitCommand.Trouble);
    }
}
