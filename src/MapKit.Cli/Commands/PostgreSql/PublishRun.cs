using System.CommandLine;
using MapKit.Cli.Commands.Options;
using MapKit.Cli.Rendering;
using MapKit.Cli.Rendering.PostgreSql;
using MapKit.Diagnostics;
using MapKit.Operations.Compile;
using MapKit.PostgreSql.ClientFiles;
using MapKit.PostgreSql.Connections;
using MapKit.PostgreSql.Content;
using MapKit.PostgreSql.Publishing;
using MapKit.PostgreSql.Schema;

namespace MapKit.Cli.Commands.PostgreSql;

/// <summary>One run of <c>publish</c>.</summary>
/// <param name="arguments">The command line.</param>
/// <param name="environment">Streams and variables.</param>
internal sealed class PublishRun(ParseResult arguments, CommandEnvironment environment)
{
    private readonly bool _json = arguments.GetValue(PublishCommand.Json);

    /// <summary>Runs it.</summary>
    /// <returns>The exit status.</returns>
    public int Run()
    {
        var operands = arguments.GetValue(PublishCommand.Sources) ?? [];
        var (init, rollback) = (arguments.GetValue(PublishCommand.Init), arguments.GetValue(PublishCommand.Rollback));
        var (check, dryRun) = (arguments.GetValue(PublishCommand.Check), arguments.GetValue(PublishCommand.DryRun));
        if (arguments.GetValue(PublishCommand.Keep) < 1) throw new FormatException("--keep: give at least 1");
        if ((init || rollback is not null) && operands.Length > 0) throw new FormatException($"{(init ? "--init" : "--rollback")} takes no SOURCE");
        if (init && (rollback is not null || check || dryRun)) throw new FormatException("--init creates or updates the tables of MapKit and does nothing else; give it alone");
        if (arguments.GetValue(PublishCommand.Client) is not null && arguments.GetValue(PublishCommand.ClientFiles) is null) throw new FormatException("--client belongs to --client-files");
        if (arguments.GetValue(PublishCommand.ClientFiles) is not null && (init || check || dryRun || rollback is not null)) throw new FormatException("--client-files writes files for what is published: give it without --init, --check, --dry-run and --rollback");
        if (check && (dryRun || rollback is not null)) throw new FormatException("--check only compares sources with what is published; give it without --dry-run and --rollback");

        var connector = ConnectionOptions.Connector(arguments, ConnectionOptions.To, environment);
        using var signals = new AbortOnSignal();
        if (init) return Init(connector, signals.Token);
        var sources = rollback is null ? PublishedSources.Find(operands, arguments.GetValue(PublishCommand.Format), arguments, environment) : null;
        using var progress = ProgressBar.On(environment, "publish", "connecting");

        // First, so that a wrong connection is reported before a large table is read.
        using var session = connector.Open("read-write", signals.Token);
        Migrations.Check(session);
        var output = new PublicationOutput(environment, _json);
        var options = Options(session, output, sources, progress);
        if (sources is null) return output.Write(new Publisher(session, options).Restore(rollback!.Value), options.DryRun);

        var tables = Read(sources, progress, out var hasErrors, signals.Token);
        foreach (var other in sources.Others) MapkitCommand.Note(environment, $"not published: {other}; only tables of keys can be");
        if (hasErrors && !arguments.GetValue(PublishCommand.Force))
        {
            MapkitCommand.Fail(environment, "nothing was published, because of the errors above; correct them, or use --force");
            return MapkitCommand.No;
        }

        progress?.Next("publish", check ? "comparing" : "waiting for other publishers");
        var publisher = new Publisher(session, options);
        var result = check ? publisher.Compare(tables) : publisher.Publish(tables);
        var status = output.Write(result, check || dryRun);
        if (arguments.GetValue(PublishCommand.ClientFiles) is { } folder) WriteClientFiles(session, sources, folder);
        return check && result.IsChanged ? MapkitCommand.No : status;
    }

    private int Init(DatabaseConnector connector, CancellationToken cancellation)
    {
        using var session = connector.Open("read-write", cancellation);
        var (before, after) = Migrations.Apply(session);
        if (_json) JsonLine.Write(environment.Output, "schema", writer => writer.WriteNumber("version", after));
        else if (!environment.IsQuiet) environment.Output.WriteLine(before == after ? $"schema {after}: unchanged" : before == 0 ? $"schema {after}: created, with the roles mapkit_publisher, mapkit_reader and mapkit_credentials" : $"schema {after}: updated from {before}");
        return MapkitCommand.Success;
    }

    private void WriteClientFiles(DatabaseSession session, PublishedSources sources, string folder)
    {
        var client = arguments.GetValue(PublishCommand.Client) is null ? ConnectionOptions.Connector(arguments, ConnectionOptions.To, environment) : ConnectionOptions.Connector(arguments, PublishCommand.Client, environment);
        var writer = new ClientFileWriter(Path.GetFullPath(folder), client);
        var output = new ClientFileOutput(environment, _json);
        var published = Catalogue.Tables(session).ToDictionary(table => table.Name, StringComparer.Ordinal);
        foreach (var source in sources.Sources)
        {
            if (source.ValuesAreFiles) output.WriteImpossible(sources.UsesOf(source), $"{source.Name}", "the values are certificates and keys, which Postfix reads only from a map");
            else output.Write(source.Name, writer.Write(published[source.Name]), sources.UsesOf(source));
        }

        foreach (var other in sources.Others) output.WriteImpossible([.. other.Uses.Select(use => (PublishedSources.PlaceOf(use), $"{other}")).Distinct()], $"{other}", $"{other.Type} tables are files, which every host needs itself");
        output.End(writer.HasPassword);
    }

    private PublicationOptions Options(DatabaseSession session, PublicationOutput output, PublishedSources? sources, ProgressBar? progress) => new()
    {
        // The user behind sudo is the author.
        Author = environment.Variable("SUDO_USER") is { Length: > 0 } user ? user : Environment.UserName,
        Host = Environment.MachineName,
        Comment = arguments.GetValue(PublishCommand.Comment),
        Keep = arguments.GetValue(PublishCommand.Keep),
        Prune = arguments.GetValue(PublishCommand.Prune),
        DryRun = arguments.GetValue(PublishCommand.DryRun),
        OnWaiting = () => MapkitCommand.Note(environment, $"another mapkit publishes to {session.ServerName}; waiting for it to end"),
        OnTable = name => progress?.Next(name, "publishing"),
        OnDifferences = !arguments.GetValue(PublishCommand.DryRun) ? null : (table, differences) =>
        {
            var source = sources?.Sources.FirstOrDefault(source => source.Name == table.Name);
            output.Write(table, differences, sources?.MaskOf(source, table.IsCredentials, arguments) ?? (table.IsCredentials && !arguments.GetValue(SecretOption.ShowSecrets) ? Tables.SecretMask.WholeCredentials : Tables.SecretMask.None));
        },
    };

    private List<SourceTable> Read(PublishedSources sources, ProgressBar? progress, out bool hasErrors, CancellationToken cancellation)
    {
        var settings = sources.Settings;
        var options = new CompileOptions
        {
            Utf8 = KeyOptions.IsUtf8(arguments, settings),
            Folding = KeyOptions.FoldingOf(arguments, settings),
            Cancellation = cancellation,
            OnProgress = progress is null ? null : progress.Show,
        };
        return new SourceReader(sources.Sources, sources.System, options).Read(Printer, source => progress?.Next(source.Path, "reading"), out hasErrors);

        IDiagnosticSink Printer(TableSource? source) => new DiagnosticPrinter(
            environment, _json, source is null ? FindingMask.WithoutExcerpts : SecretOption.FindingsOf(settings, source.ValuesAreFiles ? null : source.Format, source.Path));
    }
}
