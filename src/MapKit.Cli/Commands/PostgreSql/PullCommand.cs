using System.CommandLine;
using System.Runtime.InteropServices;
using MapKit.Cli.Commands.Options;
using MapKit.Cli.Rendering;
using MapKit.Cli.Rendering.PostgreSql;
using MapKit.Configuration;
using MapKit.Maps;
using MapKit.PostgreSql.Connections;
using MapKit.PostgreSql.Publishing;
using MapKit.PostgreSql.Pulling;

namespace MapKit.Cli.Commands.PostgreSql;

/// <summary><c>mapkit pull</c>: the maps of this host from PostgreSQL.</summary>
internal static class PullCommand
{
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(5);

    private static readonly Option<bool> Check = new("--check") { Description = "Write nothing. Exit status: 0 up to date, 1 would change" };
    private static readonly Option<bool> Watch = new("--watch") { Description = "Keep running, and fetch each new generation when it is published" };
    private static readonly Option<double> Interval = new("--interval") { HelpName = "SECONDS", Description = "With --watch, look for a new generation about this often, also without a notification. Default: 60", DefaultValueFactory = static _ => 60 };
    private static readonly Option<string?> Host = new("--host") { HelpName = "NAME", Description = "Name under which this host reports. Default: its host name" };
    private static readonly Option<string?> State = new("--state") { HelpName = "FILE", Description = $"File in which this host keeps what it has. Default: {PullState.FileName} beside main.cf" };
    private static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object per line to standard output" };

    /// <summary>Creates the verb.</summary>
    public static Command Create(CommandEnvironment environment)
    {
        var command = new Command("pull", "Fetch published tables and make the maps that main.cf names, of the types that it names. Only changed rows are fetched. All maps of a generation are prepared before the first is switched; if anything fails, all stay as they are. Exit status: 0 current, 1 with --check would change, 2 trouble.")
        {
            ConfigurationOption.Folder, ConnectionOptions.From, Check, Watch, Interval, Host, State, Json,
        };
        command.SetAction(result => PostgreSqlProgram.IsThis ? Run(result, environment) : PostgreSqlProgram.RunOther(environment));
        return command;
    }

    private static int Run(ParseResult arguments, CommandEnvironment environment)
    {
        if (arguments.GetValue(Watch) && arguments.GetValue(Check)) throw new FormatException("--watch and --check exclude each other");
        if (arguments.GetValue(Interval) is not (>= 0.1 and <= 86400)) throw new FormatException("--interval: give 0.1 to 86400 seconds");
        var connector = ConnectionOptions.Connector(arguments, ConnectionOptions.From, environment);
        var folder = ConfigurationOption.FolderOf(arguments.GetValue(ConfigurationOption.Folder), environment);
        var options = new PullOptions
        {
            Maps = MapsOf(folder),
            StatePath = arguments.GetValue(State) ?? Path.Join(folder, PullState.FileName),
            Host = arguments.GetValue(Host) ?? Environment.MachineName,
            Program = $"mapkit {ProgramVersion.Text}",
            CheckOnly = arguments.GetValue(Check),
            OnLocked = held => MapkitCommand.Note(environment, $"{held}"),
        };
        var output = new PullOutput(environment, arguments.GetValue(Json));
        return arguments.GetValue(Watch) ? RunForever(connector, options, arguments, output, environment) : RunOnce(connector, options, output, environment);
    }

    private static int RunOnce(DatabaseConnector connector, PullOptions options, PullOutput output, CommandEnvironment environment)
    {
        using var signals = new AbortOnSignal();
        using var progress = ProgressBar.On(environment, "pull", "connecting");
        options = options with { Cancellation = signals.Token, OnMap = map => progress?.Next(map.Path, $"fetching {map.Table}") };
        using var session = connector.Open("any", signals.Token);
        var report = new HostReport(connector, options);
        try
        {
            var result = new Puller(options).Run(session);
            output.Write(result, options.CheckOnly);
            if (!options.CheckOnly && report.Send(session, result.Generation, null) is { } problem) MapkitCommand.Note(environment, $"the host could not report: {problem}");
            return options.CheckOnly && result.Maps.Any(map => map.Outcome == Operations.Compile.CompileOutcome.WouldChange) ? MapkitCommand.No : MapkitCommand.Success;
        }
        catch (Exception exception) when (MapkitCommand.IsExpected(exception) && !options.CheckOnly)
        {
            report.Send(session, null, exception.Message);
            throw;
        }
    }

    private static int RunForever(DatabaseConnector connector, PullOptions options, ParseResult arguments, PullOutput output, CommandEnvironment environment)
    {
        using var stop = new CancellationTokenSource();

        // A database that no longer answers would keep the program for the rest of a statement. Unfinished maps are removed by then.
        using var end = new Timer(_ => Environment.Exit(MapkitCommand.Success), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        new PullWatch(connector, options with { Cancellation = stop.Token }, new WatchPace(TimeSpan.FromSeconds(arguments.GetValue(Interval))))
        {
            OnResult = result =>
            {
                output.Write(result, onlyCompared: false, onlyNew: true);
                environment.Output.Flush();
            },
            OnProblem = problem => MapkitCommand.Fail(environment, problem),
            Service = new ServiceNotification(environment.Variable("NOTIFY_SOCKET")),
        }.Run();
        return MapkitCommand.Success;

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            end.Change(LongestEnd, Timeout.InfiniteTimeSpan);
            stop.Cancel();
        }
    }

    /// <summary>The maps that the configuration names.</summary>
    private static List<PulledMap> MapsOf(string folder)
    {
        var settings = new PostfixSettings(folder, new PostfixSettingsOptions { IsRequired = true });
        List<PulledMap> maps =
        [
            .. settings.Tables!.Tables
                .Where(table => table.HasSource && table.MapType is not null && table.Uses.Any(use => use.Path is not null))
                .Select(table => new PulledMap(TableSource.NameOf(table.Name, folder), table.MapType!.Value, table.Name + MapTypes.SuffixOf(table.MapType!.Value), table.Role.Format, table.IsSecret || settings.MaskOf(table.Name, table.Role.Format).Hides))
                .DistinctBy(map => map.Path),
        ];
        return maps.Count > 0 ? maps : throw new FormatException($"{settings.MainPath}: names no map that could be made; name the tables in it, such as transport_maps = lmdb:{folder}/transport");
    }
}
