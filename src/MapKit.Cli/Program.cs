using MapKit.Cli.DropIn;
using MapKit.Cli.Rendering;
using MapKit.Platform;

namespace MapKit.Cli;

/// <summary>Start of the program.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        StandardStreams.Open();
        if (LibC.IsSupported) LibC.IgnoreFileSizeSignal();
        using var environment = CommandEnvironment.OfProcess();
        AppDomain.CurrentDomain.UnhandledException += (_, failure) => EndOnOtherThread((Exception)failure.ExceptionObject, arguments, environment);
        return Run(Environment.GetCommandLineArgs()[0], arguments, environment);
    }

    /// <summary>Runs the drop-in that the program was called as, or the verb that it was given.</summary>
    /// <param name="program">The name by which it was called.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Streams and variables.</param>
    /// <returns>The exit status.</returns>
    internal static int Run(string program, string[] arguments, CommandEnvironment environment)
    {
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
            // Unfinished maps are gone by now, and so is what the work took of the memory.
            MemoryShortage.Report(arguments, environment);
            return MapkitCommand.Trouble;
        }
        catch (Exception exception)
        {
            UnexpectedFailure.Report(exception, arguments, environment);
            return MapkitCommand.Trouble;
        }
    }

    /// <summary>A thread that is not the command's own has failed: nobody else can end the program in order.</summary>
    private static void EndOnOtherThread(Exception exception, string[] arguments, CommandEnvironment environment)
    {
        AbortOnSignal.AbortAll();
        if (MemoryShortage.Is(exception)) MemoryShortage.Report(arguments, environment);
        else UnexpectedFailure.Report(exception, arguments, environment);
        Environment.Exit(MapkitCommand.Trouble);
    }
}
