using MapKit.Configuration;
using MapKit.Configuration.Clients;
using MapKit.Configuration.References;
using MapKit.Diagnostics;
using MapKit.Linting.Configuration;
using MapKit.Lookup;
using MapKit.Maps;
using MapKit.Operations.Compile;
using MapKit.Platform;
using MapKit.Platform.Accounts;
using MapKit.Postfix;
using MapKit.Records;

namespace MapKit.Operations.Status;

/// <summary>
/// Examines every table that a configuration names, and the maps beside them: the verb <c>status</c>, without a terminal.
/// It changes nothing unless compiling is requested.
/// </summary>
public sealed class StatusOperation
{
    /// <summary>Maximum number of attempts to read the header of a cache that is written meanwhile.</summary>
    private const int MostAttempts = 3;

    private readonly PostfixConfiguration _configuration;
    private MailSystem? _system;
    private readonly StatusOptions _options;
    private readonly TypeRedirection _redirection;
    private readonly bool _utf8;

    /// <summary>Creates an operation.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="options">How.</param>
    public StatusOperation(PostfixConfiguration configuration, StatusOptions options)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(options);
        _configuration = configuration;
        _options = options;
        _redirection = new TypeRedirection(configuration.Main);
        _utf8 = ValueOf("smtputf8_enable") != "no";
    }

    /// <summary>Examines all tables.</summary>
    public StatusReport Run()
    {
        var references = TableReferences.Find(_configuration);
        var examined = references.Tables.Select(Plan).Where(IsShown).ToArray();
        var beside = new UnreferencedMaps(examined).Find();
        var count = examined.Length + beside.Count;
        var shared = SharedFiles(examined);
        var tables = examined.Concat(beside).Select((table, index) =>
        {
            _options.Cancellation.ThrowIfCancellationRequested();
            _options.OnTable?.Invoke(table.MapPath ?? table.ShownName, index + 1, count);
            return table.Reference is null ? table : Look(table, shared);
        });
        return new StatusReport([.. tables], references.Problems);
    }

    /// <summary>Examines tables, also those that are not shown.</summary>
    /// <param name="tables">Tables that the configuration names.</param>
    internal IReadOnlyList<TableStatus> Examine(IEnumerable<TableReference> tables)
    {
        var planned = tables.Select(Plan).ToArray();
        var shared = SharedFiles(planned);
        return [.. planned.Select((table, index) =>
        {
            _options.Cancellation.ThrowIfCancellationRequested();
            _options.OnTable?.Invoke(table.MapPath ?? table.ShownName, index + 1, planned.Length);
            return Look(table, shared);
        })];
    }

    /// <summary>Compiles the source of a table and examines it again.</summary>
    /// <param name="table">A table with <see cref="TableStatus.CanCompile"/>.</param>
    /// <param name="report">The report that it is from.</param>
    /// <param name="findings">Takes what is wrong with the source.</param>
    /// <param name="compiled">What became of its map.</param>
    /// <exception cref="IOException">The map cannot be written; the old one is unchanged.</exception>
    /// <exception cref="UnauthorizedAccessException">As <see cref="IOException"/>, for lack of permission.</exception>
    /// <exception cref="MapLimitException">The records do not fit the map type; nothing was written.</exception>
    public TableStatus Compile(TableStatus table, StatusReport report, IDiagnosticSink findings, out CompileResult compiled)
    {
        if (!table.CanCompile) throw new ArgumentException($"{table.Name} cannot be compiled", nameof(table));
        var options = OptionsOf(table) with { WithLint = true, OtherSources = report.Sources, CheckOnly = _options.CheckOnly, Cancellation = _options.Cancellation };

        // The rules that know the configuration, as in lint.
        var together = new TablesTogether([table.Role.Format], _system ??= new MailSystem(_configuration, SystemAccounts.OfThisSystem));
        compiled = CompileOperation.Run(table.SourcePath!, options with { Together = together.Rules.Count > 0 ? together : null }, findings)[0];
        together.Report(findings);
        return Look(table with { Detail = null, Missing = 0, Extra = 0, Changed = 0, Notes = [] }, SharedFiles(report.Tables));
    }

    /// <summary>Defaults without files are not shown, nor are unused caches.</summary>
    private static bool IsShown(TableStatus table) =>
        table.Reference!.Uses.Any(use => use.Path is not null)
        || (table.Role.IsCache ? FilePresence.FileExists(table.MapPath) : table.SourcePath is not null);

    /// <summary>The status of a table before its files are examined.</summary>
    private TableStatus Plan(TableReference table)
    {
        var type = table.MapType is { } named ? (_options.IgnoresRedirection ? named : _redirection.Resolve(named)) : (MapType?)null;
        var path = type is null && table.Type != "texthash" && !table.Name.StartsWith('/') ? null : PathOf(table.Name);
        return new TableStatus
        {
            Reference = table,
            Role = table.Role,
            Type = table.Type,
            Name = table.Name,
            SourcePath = table.Role.IsCache ? null : path,
            MapPath = type is { } known ? path + MapTypes.SuffixOf(known) : null,
            MapType = type,
            State = TableState.Direct,
        };
    }

    /// <summary>Postfix's programs run in the queue directory.</summary>
    internal string PathOf(string name) => _configuration.Main.FileOf(name.StartsWith('/') ? name : $"{ValueOf("queue_directory")}/{name}");

    private TableStatus Look(TableStatus table, HashSet<string> shared)
    {
        try
        {
            var found = table.MapPath is not null ? LookAtMap(table) : LookAtSource(table);
            if (found is { State: TableState.Direct, SourcePath: not null } && TableTypes.PackageOf(found.Type) is not null && _options.Client is { } client && IsSupported(table)) found = client(found);
            if (found is { State: TableState.NoSource, MapPath: { } map } && _options.PulledGeneration?.Invoke(map) is { } generation)
                found = found with { State = TableState.Current, Detail = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"pulled, generation {generation}") };
            if (!IsSupported(table)) found = found with { State = TableState.Unsupported, Detail = $"the installed Postfix does not support tables of type {table.Type}" };
            return found with { Notes = [.. Notes(found, shared)] };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return table with { State = TableState.Unreadable, Detail = exception.Message };
        }
    }

    /// <summary>The maps that tables of several types share.</summary>
    private static HashSet<string> SharedFiles(IEnumerable<TableStatus> tables) => tables
        .Where(table => table.Reference is not null && table.MapPath is not null)
        .GroupBy(table => table.MapPath!, table => table.MapType, StringComparer.Ordinal)
        .Where(types => types.Distinct().Skip(1).Any())
        .Select(types => types.Key)
        .ToHashSet(StringComparer.Ordinal);

    private bool IsSupported(TableStatus table) =>
        _options.SupportedTypes?.Contains(table.MapType is { } type ? MapTypes.NameOf(type) : table.Type) != false;

    private static TableStatus LookAtSource(TableStatus table) => table switch
    {
        { SourcePath: null } => table,
        { SourcePath: { } path } when FilePresence.Exists(path) => FilePresence.FolderExists(path) ? throw new IOException($"{path}: is a directory, not a table") : table,
        _ => table with { SourcePath = null, State = TableState.Missing },
    };

    private TableStatus LookAtMap(TableStatus table)
    {
        var source = table.SourcePath is { } path && FilePresence.RegularFileExists(path, "table") ? path : null;
        table = table with { SourcePath = source };
        if (!FilePresence.RegularFileExists(table.MapPath!, "map"))
        {
            if (table.Role.IsCache) return table with { State = TableState.Cache, Detail = "not created yet" };
            return source is null ? table with { State = TableState.Missing, MapPath = null } : table with { State = TableState.NotCompiled };
        }

        return table.Role.IsCache ? LookAtCache(table) : Examined(table, MapExamination.Examine(table.MapPath!, source, OptionsOf(table)));
    }

    /// <summary>Postfix may be writing it now, and may hold its lock permanently: only its type is read.</summary>
    private static TableStatus LookAtCache(TableStatus table)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var type = MapFile.TypeOf(table.MapPath!);
                return table with { FoundType = type, State = type == table.MapType ? TableState.Cache : TableState.WrongType };
            }
            catch (MapFormatException exception)
            {
                if (attempt == MostAttempts) return table with { State = TableState.Damaged, Detail = exception.Reason };
            }
        }
    }

    private static TableStatus Examined(TableStatus table, MapExamination map) => table with
    {
        FoundType = map.Type,
        Entries = map.Damage is null && !map.IsChanging ? map.Entries : null,
        Missing = map.Missing,
        Extra = map.Extra,
        Changed = map.Changed,
        Detail = map.Damage,
        State = map.IsChanging ? TableState.Changing
            : map.Type is { } type && type != table.MapType ? TableState.WrongType
            : map.Damage is not null ? TableState.Damaged
            : table.SourcePath is null ? TableState.NoSource
            : map.Differs ? TableState.Stale
            : TableState.Current,
    };

    /// <summary>How the source of a table is compiled.</summary>
    /// <param name="table">A table with a map.</param>
    internal CompileOptions OptionsOf(TableStatus table) => new()
    {
        Secret = table.Role.IsSecret,
        Types = [table.MapType!.Value],
        Format = table.Role.Format,
        Utf8 = _utf8,
        ValuesAreFiles = table.Role.ValuesAreFiles,
        Folding = _utf8 ? KeyFolding.Unicode : KeyFolding.Ascii,
        Version = _configuration.Main.Version,
    };

    private static IEnumerable<TableNote> Notes(TableStatus table, HashSet<string> shared)
    {
        if (table is { SourcePath: { } source, MapPath: { } map, State: TableState.Current } && OlderMap.IsOlder(source, map))
            yield return new TableNote(TableNoteKind.OlderThanSource, [map]);
        if (table.Role.IsSecret && FilePermissions.AreKnown)
        {
            foreach (var note in SecretNotes(table)) yield return note;
        }

        if (table.Reference is { } reference && IsBuiltButUnused(reference)) yield return new TableNote(TableNoteKind.NotInAliasMaps, []);
        if (table.MapPath is { } path && shared.Contains(path))
            yield return new TableNote(TableNoteKind.SharedFile, [path]);
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static IEnumerable<TableNote> SecretNotes(TableStatus table)
    {
        var files = new[] { table.Role.ValuesAreFiles ? null : table.SourcePath, table.MapPath }.OfType<string>().Where(FilePresence.FileExists).ToArray();
        var byAll = files.Where(path => (FilePresence.Mode(path) & UnixFileMode.OtherRead) != 0).ToArray();

        // The settings of a client are read by proxymap, and by daemons without root's rights.
        var mayBeGroups = ClientType.ByName(table.Type) is not null ? table.SourcePath : table.IsProxied ? table.MapPath : null;
        var byGroup = files.Except(byAll).Where(path => path != mayBeGroups && (FilePresence.Mode(path) & UnixFileMode.GroupRead) != 0).ToArray();
        if (byAll.Length > 0) yield return new TableNote(TableNoteKind.ReadableByAll, byAll);
        if (byGroup.Length > 0) yield return new TableNote(TableNoteKind.ReadableByGroup, byGroup);
    }

    private static bool IsBuiltButUnused(TableReference table) =>
        table.Uses.Any(use => use.Parameter == "alias_database") && !table.Uses.Any(use => use.Parameter == "alias_maps");

    /// <summary>The value of a parameter. If it cannot be expanded, Postfix does not start, and the value does not matter.</summary>
    private string? ValueOf(string parameter)
    {
        try
        {
            return _configuration.Get(parameter);
        }
        catch (ConfigurationException)
        {
            return null;
        }
    }
}
