using MapKit.Configuration;
using MapKit.Configuration.References;
using MapKit.Maps;
using MapKit.Platform;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Operations.Migrate.Planning;

/// <summary>Finds where one configuration writes the types of its tables, and what has to be written there.</summary>
/// <param name="configuration">The configuration.</param>
/// <param name="options">What is requested.</param>
internal sealed class ReferencePlanner(PostfixConfiguration configuration, MigrationOptions options)
{
    private const string DefaultType = "default_database_type";
    private const string DefaultCacheType = "default_cache_db_type";

    /// <summary>Parameters that name tables without opening them.</summary>
    private static readonly string[] Lists = ["proxy_read_maps", "proxy_write_maps"];

    private readonly ConfigurationFiles _files = new(configuration);
    private readonly Dictionary<(string Path, long Offset), TypePlace> _places = [];
    private readonly List<AddedSetting> _added = [];
    private readonly List<RemainingWord> _remaining = [];
    private readonly List<FileChange> _changes = [];

    /// <summary>The changes of the files.</summary>
    public IReadOnlyList<FileChange> Changes => _changes;

    /// <summary>What is left as it is.</summary>
    public IReadOnlyList<RemainingWord> Remaining => _remaining;

    /// <summary>The files that were examined.</summary>
    public IEnumerable<string> Files => _files.Paths;

    private string NewType => MapTypes.NameOf(options.To);

    private string NewCacheType => BerkeleyDbTypes.OfCaches(options.Version);

    /// <summary>The tables of Berkeley DB that Postfix uses. Of those that only defaults name, not all are used.</summary>
    /// <param name="references">All tables.</param>
    public IReadOnlyList<TableReference> UsedTables(TableReferences references) =>
        [.. references.Tables.Where(table => BerkeleyDbTypes.Includes(table.Type) && (table.Uses.Any(use => SettingOf(use) is not null) || new DefaultTable(configuration, table).IsUsed))];

    /// <summary>Plans the changes.</summary>
    /// <param name="references">All tables of the configuration.</param>
    /// <param name="tables">The tables of Berkeley DB that are used, with what is to be done.</param>
    public void Plan(TableReferences references, IReadOnlyList<TableMigration> tables)
    {
        _files.Read(configuration.Main.Path);
        if (configuration.Master is { } master) _files.Read(master.Path);
        foreach (var table in tables) AddPlaces(table.References[0], table.IsMigrated ? table.TypeName : null);
        foreach (var table in TableReferences.OfLists(configuration, Lists).Tables.Where(table => BerkeleyDbTypes.Includes(table.Type)))
        {
            var opened = tables.FirstOrDefault(other => other.References[0].Type == table.Type && other.References[0].Name == table.Name);
            AddPlaces(table, opened is null ? NewType : opened.IsMigrated ? opened.TypeName : null, isOpened: false);
        }

        AddTypeSettings(DefaultType, NewType);
        AddTypeSettings(DefaultCacheType, NewCacheType);
        if (tables.Any(table => table.IsMigrated && !table.Status.Role.IsCache)) SetDefaultType();
        foreach (var file in references.Tables.Where(table => table.Type == "memcache" && table.Name.StartsWith('/')).Select(table => configuration.Main.FileOf(table.Name)).Distinct()) AddBackup(file);
        foreach (var problem in references.Problems) AddProblem(problem);
        Decide();
        FindWords();
    }

    private void AddPlaces(TableReference table, string? newType, bool isOpened = true)
    {
        foreach (var use in table.Uses)
        {
            if (use is { Path: { } path, Place: { } place }) PlaceAt(path, place, table.Type, use.WrittenIn, OwnerOf(use)).Add($"{table}", newType);
            else if (isOpened && newType is not null) AddDefault(use, newType);
            else if (isOpened && SettingOf(use) is { } setting)
                _remaining.Add(new RemainingWord(setting.Path, setting.FirstLine, SecretMask.ConfigurationText(ByteText.FromText($"{setting}")), RemainingKind.Broken, TypePlace.ReasonOfBroken($"{table}")));
        }
    }

    /// <summary>The setting that names a table; null if only defaults do.</summary>
    private Setting? SettingOf(TableUse use) => use.Setting ?? configuration.Find(use.Parameter, use.Service);

    private static string? OwnerOf(TableUse use) => use.Service is { } service && use.Setting is { } setting && service.Overrides.Contains(setting) ? service.ToString() : null;

    private TypePlace PlaceAt(string path, SourcePlace place, string type, string parameter, string? service)
    {
        if (!_places.TryGetValue((path, place.Span.Start), out var known)) _places.Add((path, place.Span.Start), known = new TypePlace(path, place, type, parameter, service));
        return known;
    }

    /// <summary>A table that a default names: main.cf gets a setting.</summary>
    private void AddDefault(TableUse use, string newType)
    {
        // The default types differ from version to version, and from one distribution to the next.
        var parameter = options.IsVersionKnown || configuration.Main.Find(use.Parameter) is not null ? use.WrittenIn : use.Parameter;
        if (_added.Exists(setting => setting.Name == parameter) || configuration.Main.Find(parameter) is not null) return;
        var value = configuration.Main.GetUnexpanded(parameter);
        if (value is null) return;
        var changed = BerkeleyDbTypes.Includes(value) ? newType : value.Replace("$" + DefaultType + ":", newType + ":", StringComparison.Ordinal).Replace("$" + DefaultCacheType + ":", newType + ":", StringComparison.Ordinal);
        foreach (var type in BerkeleyDbTypes.Names) changed = changed.Replace(type + ":", newType + ":", StringComparison.Ordinal);
        _added.Add(new AddedSetting(parameter, changed, value));
    }

    /// <summary>The setting <c>backup</c> of a memcache client names a cache, which Postfix makes again.</summary>
    private void AddBackup(string path)
    {
        if (!FilePresence.IsRegularFile(path)) return;
        foreach (var word in BerkeleyDbWord.FindAll(_files.Read(path)))
        {
            if (word.Text.Split('=', 2) is not [var name, var value] || name.Trim() != "backup" || !value.TrimStart().StartsWith(word.Type + ":", StringComparison.Ordinal)) continue;
            var place = new SourcePlace(new SourceSpan(word.Offset, word.Type.Length), word.Line, word.Column, word.Column + word.Type.Length);
            PlaceAt(path, place, word.Type, "backup", null).Add(value.Trim(), NewCacheType);
        }
    }

    /// <summary>Settings whose whole value is a type.</summary>
    private void AddTypeSettings(string parameter, string newType)
    {
        if (configuration.Main.Find(parameter) is { } setting) AddTypeSetting(setting, newType, null);
        foreach (var service in configuration.Services)
        {
            if (service.Overrides.LastOrDefault(setting => setting.Name == parameter) is { } own) AddTypeSetting(own, newType, service.ToString());
        }
    }

    private void AddTypeSetting(Setting setting, string newType, string? service)
    {
        if (BerkeleyDbTypes.Includes(setting.Value)) PlaceAt(setting.Path, setting.ValuePlace, setting.Value, setting.Name, service).Add(setting.Name, newType);
    }

    /// <summary>Programs that call postmap or postalias without a type, such as Mailman and newaliases, then make the new maps.</summary>
    private void SetDefaultType()
    {
        if (configuration.Main.Find(DefaultType) is not null || options.InstalledDefaultType == NewType || _added.Exists(setting => setting.Name == DefaultType)) return;
        _added.Add(new AddedSetting(DefaultType, NewType, configuration.Main.GetUnexpanded(DefaultType) ?? ""));
    }

    private void AddProblem(ReferenceProblem problem) => _remaining.Add(new RemainingWord(
        problem.Setting?.Path ?? configuration.Main.Path, problem.Setting?.FirstLine ?? 0, problem.Parameter, RemainingKind.NotUnderstood, SecretMask.WithoutQuotes(problem.Message)));

    /// <summary>Decides which types are replaced.</summary>
    private void Decide()
    {
        var edits = new List<TypeEdit>();
        foreach (var place in _places.Values)
        {
            var bytes = _files.Read(place.Path);
            if (place.Problem(bytes) is { } problem) _remaining.Add(new RemainingWord(place.Path, place.Place.Line, LineOf(place, bytes), problem.Kind, problem.Reason));
            else edits.Add(new TypeEdit(place.Path, place.Place, place.Type, place.NewTypes[0]!, place.Parameter, place.Service));
        }

        foreach (var path in _files.Paths.ToArray())
        {
            var own = edits.Where(edit => edit.Path == path).OrderBy(edit => edit.Place.Span.Start).ToArray();
            var added = path == configuration.Main.Path ? _added : [];
            if (own.Length + added.Count > 0) _changes.Add(new FileChange(path, _files.Read(path), own, added));
        }
    }

    private static string LineOf(TypePlace place, byte[] bytes)
    {
        var start = bytes.AsSpan(0, (int)place.Place.Span.Start).LastIndexOf((byte)'\n') + 1;
        var end = bytes.AsSpan(start).IndexOf((byte)'\n');
        return SecretMask.ConfigurationText(ByteText.FromBytes(end < 0 ? bytes.AsSpan(start) : bytes.AsSpan(start, end)).Trim());
    }

    /// <summary>Whatever grep would still find.</summary>
    private void FindWords()
    {
        var edited = _changes.SelectMany(change => change.Edits).Select(edit => (edit.Path, edit.Place.Span.Start)).ToHashSet();
        foreach (var path in _files.Paths)
        {
            foreach (var word in BerkeleyDbWord.FindAll(_files.Read(path)))
            {
                if (edited.Contains((path, word.Offset)) || _remaining.Exists(other => other.Path == path && other.Line == word.Line)) continue;
                _remaining.Add(new RemainingUse(configuration, path, word).Describe());
            }
        }
    }
}
