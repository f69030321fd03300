using System.Text;
using MapKit.Cli.Rendering;
using MapKit.Configuration;
using MapKit.Lookup;
using MapKit.Maps;
using MapKit.Messages;
using MapKit.Operations.Update;
using MapKit.Platform.Locks;
using MapKit.Source;

namespace MapKit.Cli.DropIn;

/// <summary>postmap(1) and postalias(1): options, configuration, mode, exit status.</summary>
internal static class MapTool
{
    private const int Found = 0;
    private const int NotFound = 1;
    private const int FatalStatus = 1;

    /// <summary>Runs a tool.</summary>
    /// <returns>0, or 1 if nothing was found or an error occurred.</returns>
    public static int Run(DropInTool tool, IReadOnlyList<string> arguments, CommandEnvironment environment)
    {
        var log = new MessageLog(tool.Name, PostfixVersions.Read(environment), environment) { Verbosity = environment.Variable("MAIL_VERBOSE") is null ? 0 : 1 };
        WaitMessages.SendTo(message => log.Warn(ByteText.FromText(message)));
        using var signals = new AbortOnSignal();
        try
        {
            var status = Run(tool, arguments, log, environment, signals.Token);
            environment.Output.Flush();
            return status;
        }
        catch (OperationCanceledException)
        {
            // The signal has removed the unfinished map and now ends the process.
            return FatalStatus;
        }
        catch (OutputException exception)
        {
            if (!exception.IsClosedByReader) log.Fatal(exception.Message);
            return FatalStatus;
        }
        catch (MapUpdateException exception)
        {
            if (exception.Detail is { } detail) log.Pass([.. Encoding.UTF8.GetBytes(detail), (byte)'\n']);
            log.Fatal(exception.Message);
            return FatalStatus;
        }
        catch (Exception exception) when (exception is FatalException or ConfigurationException or LookupException or MapFormatException or MapLimitException or IOException or UnauthorizedAccessException)
        {
            // Earlier results are printed first; Postfix loses them.
            environment.Output.Flush();
            log.Fatal(exception.Message);
            return FatalStatus;
        }
    }

    private static int Run(DropInTool tool, IReadOnlyList<string> arguments, MessageLog log, CommandEnvironment environment, CancellationToken cancellation)
    {
        var options = DropInOptions.Parse(tool, arguments, log);
        var parameters = ToolConfiguration.Read(options.ConfigurationFolder, tool.Name, log, environment);
        log.Utf8 = parameters.Utf8Enabled;
        CheckMessageOptions(options, log);
        var run = new DropInRun(tool, options, parameters, log, environment, cancellation);

        if (options.Operands.Count == 0 && !(options.List && options is { DeletedKey: null, QueriedKey: null })) throw new FatalException(tool.Usage);
        if (options.DeletedKey is not null) return DeleteMode.Run(run) ? Found : NotFound;
        if (options.QueriedKey is not null) return QueryMode.Run(run) ? Found : NotFound;
        if (options.List) return ListMode.Run(run) ? Found : NotFound;
        foreach (var text in options.Operands)
        {
            var operand = run.Operand(text);
            if (options.Update) UpdateMode.Run(run, operand);
            else CreateMode.Run(run, operand);
        }

        return Found;
    }

    private static void CheckMessageOptions(DropInOptions options, MessageLog log)
    {
        if (options.MessageParts == MessageParts.None) return;
        if (options.QueriedKey != "-") throw new FatalException("specify -b -h or -m only with \"-q -\"");
        if (!options.HasMessageKeys) log.Warn("ignoring -m option without -b or -h");
    }
}
