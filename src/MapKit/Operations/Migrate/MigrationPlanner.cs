using MapKit.Configuration;
using MapKit.Configuration.References;
using MapKit.Maps;
using MapKit.Operations.Migrate.Planning;
using MapKit.Operations.Migrate.Proof;
using MapKit.Platform;
using MapKit.Platform.Paths;
using MapKit.Postfix;

namespace MapKit.Operations.Migrate;

/// <summary>Plans a migration: the verb <c>migrate</c> without <c>--apply</c>, without a terminal. It changes nothing.</summary>
/// <param name="options">What is requested.</param>
internal sealed class MigrationPlanner(MigrationOptions options)
{
    private readonly List<PostfixConfiguration> _instances = [];
    private readonly List<TableMigration> _tables = [];
    private readonly Dictionary<string, FileChange> _files = [];
    private readonly List<RemainingWord> _remaining = [];
    private readonly List<string> _obstacles = [];
    private readonly List<string> _notes = [];
    private readonly Dictionary<string, string> _named = new(StringComparer.Ordinal);
    private readonly HashSet<string> _opened = new(StringComparer.Ordinal);
    private readonly HashSet<string> _examined = new(StringComparer.Ordinal);

    /// <summary>Plans the migration of a configuration and of its further instances.</summary>
    /// <param name="directory">The folder of main.cf.</param>
    /// <exception cref="ConfigurationException">main.cf or master.cf cannot be read.</exception>
    /// <exception cref="IOException">A file of a list cannot be read.</exception>
    public MigrationPlan Run(string directory)
    {
        Add(directory);
        foreach (var other in _instances[0].InstanceDirectories.Select(_instances[0].Main.FileOf).Where(other => other != directory).Distinct()) AddInstance(other);
        foreach (var configuration in _instances) CheckValues(configuration);
        _remaining.RemoveAll(word => word.IsOfPostfix && IsEdited(word));
        CheckNamedMaps();
        CheckChoices();
        CheckType();
        _notes.AddRange(_tables.Select(LinkOf).OfType<string>());
        _remaining.AddRange(new OtherFiles(_examined, [.. _tables.Select(table => table.OldMap).OfType<string>().Distinct()]).Find(_instances.Select(instance => instance.Main.Directory)));
        return new MigrationPlan
        {
            Options = options,
            Instances = _instances,
            Tables = _tables,
            Files = [.. _files.Values],
            Remaining = _remaining,
            Obstacles = _obstacles,
            Notes = _notes,
            StillOpened = _opened,
        };
    }

    /// <summary>Reads a configuration as the plan reads it.</summary>
    /// <param name="directory">The folder of main.cf.</param>
    /// <param name="options">What is requested.</param>
    /// <exception cref="ConfigurationException">main.cf or master.cf cannot be read.</exception>
    public static PostfixConfiguration Load(string directory, MigrationOptions options)
    {
        var configuration = PostfixConfiguration.Load(directory, ReadingWith(options));

        // Without master.cf the folder serves postmap alone.
        return configuration.MasterProblem is { InnerException: not FileNotFoundException } problem ? throw problem : configuration;
    }

    private static MainConfigurationOptions ReadingWith(MigrationOptions options) => new() { Version = options.Version, Root = options.Root };

    private void Add(string directory)
    {
        RootGuard.Check(options.Root, directory + "/main.cf", directory + "/master.cf");
        var configuration = Load(directory, options);
        _instances.Add(configuration);
        if (configuration.Master is null) _notes.Add($"{directory}: there is no master.cf, so that the settings of services are unknown");
        var references = TableReferences.Find(configuration);
        var planner = new ReferencePlanner(configuration, options);
        var tablePlanner = new TablePlanner(configuration, options);
        var tables = tablePlanner.Plan(planner.UsedTables(references));
        foreach (var table in references.Tables)
        {
            if (table.MapType is { } type && !BerkeleyDbTypes.Includes(table.Type)) _named.TryAdd(tablePlanner.PathOf(table.Name) + MapTypes.SuffixOf(type), table.Uses[0].WrittenIn);
        }

        planner.Plan(references, tables);
        foreach (var table in tables) Add(table);
        foreach (var change in planner.Changes)
        {
            RootGuard.Check(options.Root, change.Path);
            var path = RealPathOf(change.Path);
            if (!_files.TryGetValue(path, out var other)) _files.Add(path, change);
            else if (other.With(change) is { } both) _files[path] = both;
            else _obstacles.Add($"{change.Path}: {configuration.Main.Directory} needs other types than the instance that shares the file");
        }

        _examined.UnionWith(planner.Files);
        _remaining.AddRange(planner.Remaining.Where(word => !_remaining.Contains(word)));
    }

    /// <summary>An instance that is listed and does not exist: Postfix refuses to start, stop or reload any of them.</summary>
    private void AddInstance(string directory)
    {
        if (!FilePresence.FolderExists(directory)) throw new IOException($"{_instances[0].Main.Path}: multi_instance_directories names {directory}, which does not exist; remove it there first");
        Add(directory);
    }

    /// <summary>Instances may share a file by a symbolic link: it is changed once.</summary>
    private static string RealPathOf(string path)
    {
        using var file = MapPath.Resolve(path, FileSystemIdentity.Own);
        return file.Path;
    }

    private bool IsEdited(RemainingWord word) =>
        FilePresence.FileExists(word.Path) && _files.TryGetValue(RealPathOf(word.Path), out var change) && change.Path != word.Path && change.Edits.Any(edit => edit.Place.Line == word.Line);

    /// <summary>Several configurations, and the types hash and btree, may name one file.</summary>
    private void Add(TableMigration table)
    {
        var index = _tables.FindIndex(other => other.NewMap == table.NewMap);
        if (index < 0) _tables.Add(table);
        else _tables[index] = _tables[index] with { References = [.. _tables[index].References, .. table.References] };
    }

    /// <summary>Two tables of the configuration that have one name and different records would become one.</summary>
    private void CheckNamedMaps()
    {
        for (var index = 0; index < _tables.Count; index++)
        {
            if (_tables[index] is not { HasOtherNewMap: true } table || !_named.TryGetValue(table.NewMap, out var parameter)) continue;
            _tables[index] = table with
            {
                State = TableMigrationState.Impossible,
                Detail = $"{table.NewMap} exists already with other records, and {parameter} uses it: give one of the two tables another name first",
            };
        }
    }

    /// <summary>The planned files, read as Postfix will read them, must give the same values with other types.</summary>
    private void CheckValues(PostfixConfiguration configuration)
    {
        var after = Read(configuration, AfterOf);
        var others = EffectiveValues.Read(configuration).Compare(EffectiveValues.Read(after), BerkeleyDbTypes.Targets, out _);
        if (others.Count > 0) _obstacles.Add($"{configuration.Main.Directory}: the change would affect more than types: {string.Join(", ", others)} would get another value{CulpritOf(configuration)}");
        _opened.UnionWith(TableReferences.Find(after).Tables.Where(table => BerkeleyDbTypes.Includes(table.Type) && table.MapType is not null)
            .Select(table => new TablePlanner(configuration, options).PathOf(table.Name) + MapTypes.SuffixOf(table.MapType!.Value)));
    }

    private PostfixConfiguration Read(PostfixConfiguration configuration, Func<string, byte[], byte[]> contentOf)
    {
        var main = MainConfiguration.Read(contentOf(configuration.Main.Path, configuration.Main.Source), configuration.Main.Directory, ReadingWith(options));
        return PostfixConfiguration.Create(main, configuration.Master is not { } old ? null : ReadMaster(contentOf(old.Path, old.Source), configuration.Main.Directory));
    }

    /// <summary>The one change without which only types differ; empty if there is no such one.</summary>
    private string CulpritOf(PostfixConfiguration configuration)
    {
        var before = EffectiveValues.Read(configuration);
        foreach (var (path, change) in _files)
        {
            foreach (var edit in change.Edits)
            {
                var without = new FileChange(change.Path, change.Before, [.. change.Edits.Where(other => other != edit)], change.Added).After;
                var after = Read(configuration, (file, source) => RealPathOf(file) == path ? without.ToArray() : AfterOf(file, source));
                if (before.Compare(EffectiveValues.Read(after), BerkeleyDbTypes.Targets, out _).Count == 0)
                    return $" because of {change.Path}:{edit.Place.Line} ({edit.Parameter}): write the type there without a condition, and plan again";
            }
        }

        return "; write the types there without conditions, and plan again";
    }

    private byte[] AfterOf(string path, byte[] source) => _files.TryGetValue(RealPathOf(path), out var change) ? change.After.ToArray() : source;

    private MasterConfiguration ReadMaster(byte[] bytes, string directory)
    {
        using var stream = new MemoryStream(bytes, writable: false);
        return MasterConfiguration.Read(stream, directory, ReadingWith(options));
    }

    /// <summary>One map with two names would become two maps.</summary>
    private static string? LinkOf(TableMigration table) =>
        table is { OldMap: { } map, State: TableMigrationState.Make } && LibC.IsSupported && MapPath.LinkTargetOf(map) is { } target
            ? $"{map} is a symbolic link to {target}, and {table.NewMap} becomes a separate file; if both names are to stay one map, make it a link afterwards"
            : null;

    private void CheckChoices()
    {
        foreach (var name in options.Prefer.NotAmong([.. _tables.Select(table => table.Name)])) _obstacles.Add($"--prefer names {name}, which is not a table of this configuration that is of type {string.Join(" or ", BerkeleyDbTypes.Names)}");
    }

    /// <summary>A configuration whose tables Postfix cannot open stops all mail.</summary>
    private void CheckType()
    {
        if (options.SupportedTypes is not { } supported) return;
        string[] needed = [.. _tables.Where(table => table.IsMigrated).Select(table => table.TypeName).Append(MapTypes.NameOf(options.To)).Distinct()];
        if (_files.Count == 0) return;
        foreach (var type in needed.Where(type => !supported.Contains(type)))
            _obstacles.Add($"the installed Postfix cannot open tables of type {type}: install {TableTypes.PackageOf(type)}");
    }
}
