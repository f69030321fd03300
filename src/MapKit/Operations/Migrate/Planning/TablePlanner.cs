using MapKit.Configuration;
using MapKit.Configuration.References;
using MapKit.Diagnostics;
using MapKit.Maps;
using MapKit.Operations.Compile;
using MapKit.Operations.Migrate.Proof;
using MapKit.Operations.Status;
using MapKit.Operations.Verify;
using MapKit.Platform;

namespace MapKit.Operations.Migrate.Planning;

/// <summary>Decides for each table from what its new map is made.</summary>
/// <param name="configuration">The configuration that names the tables.</param>
/// <param name="options">What is requested.</param>
internal sealed class TablePlanner(PostfixConfiguration configuration, MigrationOptions options)
{
    private const int MostAttempts = 3;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    private readonly TypeRedirection _redirection = new(configuration.Main);

    private readonly StatusOperation _status = new(configuration, new StatusOptions { IgnoresRedirection = true, OnTable = options.OnTable, Cancellation = options.Cancellation });

    /// <summary>Plans tables.</summary>
    /// <param name="tables">Tables of Berkeley DB.</param>
    public IReadOnlyList<TableMigration> Plan(IReadOnlyList<TableReference> tables) => [.. _status.Examine(tables).Select(AfterWriter).Select(Plan)];

    /// <summary>The path of a table, without suffix.</summary>
    /// <param name="name">Its name in the configuration.</param>
    public string PathOf(string name) => _status.PathOf(name);

    /// <summary>Waits while another program writes the map, as every reader does; only not for one that rewrites it all the time.</summary>
    private TableStatus AfterWriter(TableStatus status)
    {
        for (var attempt = 0; attempt < MostAttempts && status is { State: TableState.Changing, MapPath: { } map, Reference: { } reference }; attempt++)
        {
            options.Cancellation.ThrowIfCancellationRequested();
            using (MapFile.OpenBytes(map, LongestWait))
            {
                // Its lock is free now, or was not for long.
            }

            status = _status.Examine([reference])[0];
        }

        return status;
    }

    private TableMigration Plan(TableStatus status)
    {
        var reference = status.Reference!;
        var isCache = status.Role.IsCache;
        var table = new TableMigration
        {
            References = [reference],
            Status = status,
            Compile = _status.OptionsOf(status with { MapType = reference.MapType }),
            Name = _status.PathOf(reference.Name),
            Type = isCache && MapTypes.TryParse(BerkeleyDbTypes.OfCaches(options.Version), out var type) ? type : options.To,
            State = isCache ? TableMigrationState.Cache : TableMigrationState.Make,
            Entries = status.Entries,
        };
        if (isCache) return table;
        try
        {
            RootGuard.Check(options.Root, table.Name, table.NewMap);
            return Checked(Decide(table));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The option is one of compile.
            return table with { State = TableMigrationState.Impossible, Detail = exception.Message.Replace(" (--force replaces it)", ": give that file another name", StringComparison.Ordinal) };
        }
    }

    private TableMigration Decide(TableMigration table)
    {
        if (_redirection.Resolve(table.References[0].MapType!.Value) == table.Type && FilePresence.IsRegularFile(table.NewMap) && MapFile.IsMap(table.NewMap))
            return table with { State = TableMigrationState.Made, Detail = "Postfix already opens it in place of the old map (non_bdb_migration_level)" };
        var status = table.Status;
        return status.State switch
        {
            TableState.Missing => table with { State = TableMigrationState.Broken },
            TableState.Unreadable => table with { State = TableMigrationState.Impossible, Detail = status.Detail },
            TableState.Changing => table with { State = TableMigrationState.Impossible, Detail = $"{status.MapPath}: another program holds its lock, or rewrites it all the time: try again when it has finished" },
            TableState.NotCompiled when BerkeleyDbTypes.SuffixOf(table.Name) is not null && MapFile.IsMap(table.Source!) => table with { State = TableMigrationState.Broken },
            TableState.NotCompiled => table with { Origin = RecordOrigin.Source, Detail = "there is no map now" },
            _ when status.Entries is null => DecideDamaged(table),
            _ when table.Source is null => table with { Origin = RecordOrigin.Map, Detail = "there is no source" },
            _ when status.Missing + status.Extra + status.Changed == 0 => table with { Origin = RecordOrigin.Map },
            _ => DecideDifferent(table),
        };
    }

    private TableMigration DecideDamaged(TableMigration table)
    {
        var damage = $"{table.OldMap}: damaged: {table.Status.Detail}";
        if (table.Source is null) return table with { State = TableMigrationState.Impossible, Detail = $"{damage}; there is no source" };
        return options.Prefer.For(table.Name) switch
        {
            RecordOrigin.Source => table with { Origin = RecordOrigin.Source, Detail = damage },
            RecordOrigin.Map => table with { State = TableMigrationState.Impossible, Detail = damage },
            _ => table with { State = TableMigrationState.Undecided, Detail = damage },
        };
    }

    private TableMigration DecideDifferent(TableMigration table)
    {
        var differences = new List<SourceDifference>();
        VerifyOperation.Run(table.OldMap!, new VerifyOptions
        {
            SourcePath = table.Source,
            Compile = table.Compile,
            OnDifference = difference =>
            {
                if (differences.Count < TableMigration.MostDifferences) differences.Add(difference);
            },
        });
        var origin = options.Prefer.For(table.Name);
        return table with
        {
            Origin = origin,
            State = origin is null ? TableMigrationState.Undecided : TableMigrationState.Make,
            Differences = differences,
            DifferenceCount = table.Status.Missing + table.Status.Extra + table.Status.Changed,
        };
    }

    /// <summary>Checks that the map can be made, and whether it already exists.</summary>
    private TableMigration Checked(TableMigration table)
    {
        if (table.State != TableMigrationState.Make) return table;
        var findings = new DiagnosticList();
        var result = new TableBuild(table, options.Cancellation) { CheckOnly = true }.Run(findings);
        return result.Outcome switch
        {
            CompileOutcome.Unchanged => table with { State = TableMigrationState.Made, Entries = table.Entries ?? result.Records },
            CompileOutcome.WouldChange => WithExisting(table with { Entries = table.Origin == RecordOrigin.Map ? table.Entries : result.Records }),
            _ => table with
            {
                State = TableMigrationState.Impossible,
                Detail = $"{table.OldMap ?? table.Source}: keys do not fit a map of type {table.TypeName}",
                Problems = [.. findings.Where(finding => finding.Severity == Severity.Error).Select(finding => finding.Message)],
            },
        };
    }

    /// <summary>A map of the new type that has other records may be in use, or may be the only copy of them.</summary>
    private TableMigration WithExisting(TableMigration table)
    {
        if (!FilePresence.FileExists(table.NewMap) || !HasOtherRecords(table)) return table;
        return options.Prefer.For(table.Name) is null
            ? table with { State = TableMigrationState.Undecided, HasOtherNewMap = true, Detail = $"{table.NewMap} exists already, and its records are not those of {(table.Origin == RecordOrigin.Map ? table.OldMap : table.Source)}" }
            : table with { HasOtherNewMap = true };
    }

    private static bool HasOtherRecords(TableMigration table)
    {
        try
        {
            return !TableProof.HasRecordsOfOrigin(table);
        }
        catch (MapFormatException)
        {
            return true;
        }
    }
}
