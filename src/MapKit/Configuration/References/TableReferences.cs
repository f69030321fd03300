using MapKit.Configuration.Macros;
using MapKit.Platform;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Configuration.References;

/// <summary>
/// Finds the tables that a configuration names (docs/formats/configuration.md#where-tables-are-named): in main.cf, in defaults, through
/// <c>$name</c>, in the options of services, in files that lists name, inside other tables.
/// </summary>
public sealed class TableReferences
{
    private readonly PostfixConfiguration _configuration;
    private readonly Dictionary<(string Type, string Name), TableUses> _uses = [];
    private readonly List<TableReference> _tables = [];
    private readonly List<ReferenceProblem> _problems = [];
    private readonly List<MatchListFile> _listFiles = [];
    private readonly Dictionary<string, string?> _valuesInMain = new(StringComparer.Ordinal);
    private readonly bool _settingsNameTheService;

    private TableReferences(PostfixConfiguration configuration)
    {
        _configuration = configuration;
        _settingsNameTheService = configuration.Main.Settings.Any(setting =>
            setting.RawValue.Contains("process_name", StringComparison.Ordinal) || setting.RawValue.Contains("service_name", StringComparison.Ordinal));
    }

    /// <summary>The tables: those of main.cf in its order, then those of master.cf, then those of defaults.</summary>
    public IReadOnlyList<TableReference> Tables => _tables;

    /// <summary>Parameters whose tables cannot be determined, because their values cannot be expanded or a file cannot be read.</summary>
    public IReadOnlyList<ReferenceProblem> Problems => _problems;

    /// <summary>The files that match lists name, each with the list; a file that several lists name several times.</summary>
    internal IReadOnlyList<MatchListFile> ListFiles => _listFiles;

    /// <summary>Finds the tables that a configuration names.</summary>
    /// <param name="configuration">The configuration.</param>
    public static TableReferences Find(PostfixConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var references = new TableReferences(configuration);
        references.Find(static _ => true);
        return references;
    }

    /// <summary>Finds only the tables whose parameters make them secret.</summary>
    /// <param name="configuration">The configuration.</param>
    internal static TableReferences OfSecrets(PostfixConfiguration configuration)
    {
        var references = new TableReferences(configuration);
        references.Find(parameter => parameter.Role.IsSecret);
        return references;
    }

    /// <summary>Finds the tables that parameters name without opening them, such as <c>proxy_read_maps</c>.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="parameters">The parameters.</param>
    internal static TableReferences OfLists(PostfixConfiguration configuration, IReadOnlyList<string> parameters)
    {
        var references = new TableReferences(configuration);
        references.Find([.. parameters.Select(name => new TableParameter(name, TableListKind.Maps, TableRole.FromFormat(TableFormat.Plain)))]);
        return references;
    }

    /// <summary>The role of a table by the parameters that name it; its format is that of the source.</summary>
    /// <param name="source">The path of the source.</param>
    /// <returns>The role, or null if no table of that name has a source.</returns>
    public TableRole? RoleOf(string source)
    {
        var path = Path.GetFullPath(source);
        return _tables.FirstOrDefault(table => table.HasSource && Path.GetFullPath(table.Name) == path)?.Role;
    }

    /// <summary>Whether a setting of a secret table contains a path, also one that a later setting replaces.</summary>
    /// <param name="paths">The paths.</param>
    internal bool IsInSecretSetting(IReadOnlyCollection<string> paths) => WordsOfSecretSettings()
        .Any(word => paths.Any(path => word.EndsWith(ByteText.FromText(path), StringComparison.Ordinal) && (word.Length == path.Length || word[word.Length - path.Length - 1] == ':')));

    /// <summary>The paths in settings of secret tables, also in those that a later setting replaces.</summary>
    internal IEnumerable<string> PathsInSecretSettings() => WordsOfSecretSettings()
        .Select(word => word[(word.LastIndexOf(':') + 1)..])
        .Where(path => path.StartsWith('/'))
        .Select(ByteText.ToText);

    private IEnumerable<string> WordsOfSecretSettings()
    {
        var secret = TableParameter.All.Where(parameter => parameter.Role.IsSecret).Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
        return _configuration.Main.Settings.Concat(_configuration.Services.SelectMany(service => service.Overrides))
            .Where(setting => secret.Contains(setting.RawName))
            .SelectMany(setting => setting.RawValue.Split([' ', '\t', ',', '\n', '{', '}'], StringSplitOptions.RemoveEmptyEntries));
    }

    private void Find(Func<TableParameter, bool> counts)
    {
        var parameters = TableParameter.All
            .Where(parameter => counts(parameter) && parameter.IsKnownTo(_configuration.Main.Version))
            .OrderBy(parameter => _configuration.Main.FindRaw(parameter.Name)?.FirstLine ?? int.MaxValue)
            .ToArray();
        Find(parameters);
    }

    private void Find(TableParameter[] parameters)
    {
        foreach (var parameter in parameters.Where(IsSet)) Find(parameter, null);
        foreach (var service in _configuration.Services) FindOf(service, parameters);
        foreach (var parameter in parameters.Where(parameter => !IsSet(parameter))) Find(parameter, null);
        _tables.AddRange(_uses.Select(found => new TableReference(found.Key.Type, found.Key.Name, found.Value.InOrder)));
    }

    private bool IsSet(TableParameter parameter) => _configuration.Main.FindRaw(parameter.Name) is not null;

    /// <summary>Finds the tables that a service sees differently from a program without options.</summary>
    private void FindOf(MasterService service, TableParameter[] parameters)
    {
        // Most services have no options and see the same tables as a program without options, so their parameters need not be expanded again.
        if (service.Overrides.Count == 0 && !_settingsNameTheService) return;
        foreach (var parameter in parameters)
        {
            var isOverridden = service.Overrides.Any(setting => setting.RawName == parameter.Name);
            var mayDiffer = isOverridden || (parameter.IsOf(service) && (parameter.Kind == TableListKind.Classes || Differs(parameter, service)));
            if (mayDiffer) Find(parameter, service);
        }
    }

    private bool Differs(TableParameter parameter, MasterService service)
    {
        if (!_valuesInMain.TryGetValue(parameter.Name, out var inMain))
            _valuesInMain.Add(parameter.Name, inMain = ValueOrNull(_configuration.Main.Scope, parameter.Name));
        return ValueOrNull(_configuration.ScopeOf(service), parameter.Name) != inMain;
    }

    /// <summary>A value that cannot be expanded without the service's options cannot be with them either, and is reported once.</summary>
    private static string? ValueOrNull(ParameterScope scope, string parameter)
    {
        try
        {
            return scope.Evaluate(parameter);
        }
        catch (ConfigurationException)
        {
            return null;
        }
    }

    private void Find(TableParameter parameter, MasterService? service)
    {
        var scope = _configuration.ScopeOf(service);
        try
        {
            if (scope.Trace(parameter.Name) is not { } value) return;
            if (parameter.Kind == TableListKind.Classes) FindInClasses(parameter, value.Text, service);
            else new ListSearch(this, parameter, service, value).Run();
        }
        catch (ConfigurationException exception)
        {
            AddProblem(parameter, service, exception);
        }
    }

    /// <summary>For a service only the classes that only it has, or sees differently.</summary>
    private void FindInClasses(TableParameter list, string names, MasterService? service)
    {
        var isOwnList = service is not null && Differs(list, service);
        foreach (var name in names.Split([',', ' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            var parameter = new TableParameter(name, TableListKind.Restrictions, list.Role);
            if (service is null || isOwnList || Differs(parameter, service)) Find(parameter, service);
        }
    }

    private void Add(string type, string name, TableUse use)
    {
        if (!_uses.TryGetValue((type, name), out var uses)) _uses.Add((type, name), uses = new TableUses());
        uses.Add(use);
    }

    private void AddProblem(TableParameter parameter, MasterService? service, ConfigurationException exception) => _problems.Add(new ReferenceProblem(
        ByteText.ToText(parameter.Name),
        service,
        _configuration.ScopeOf(service).SettingOf(parameter.Name),
        ByteText.ToText(parameter.Role.IsSecret ? SecretMask.WithoutQuotes(exception.Detail ?? exception.Message) : exception.Detail ?? exception.Message)));

    /// <summary>The places that name one table, without duplicates. There may be thousands.</summary>
    private sealed class TableUses
    {
        private readonly HashSet<TableUse> _known = [];

        public List<TableUse> InOrder { get; } = [];

        public void Add(TableUse use)
        {
            if (_known.Add(use)) InOrder.Add(use);
        }
    }

    /// <summary>The tables in one parameter's value, and in the files that it names.</summary>
    private sealed class ListSearch(TableReferences references, TableParameter parameter, MasterService? service, TracedText value)
    {
        private readonly HashSet<string> _files = new(StringComparer.Ordinal);

        public void Run() => new TableListReader(AddOfValue, ReadFile).Read(value.Text, parameter.Kind);

        private void AddOfValue(string type, string name, int offset, IReadOnlyList<string> through)
        {
            var place = value.PlaceOf(offset);
            var setting = place.Parameter is { } writer ? references._configuration.ScopeOf(service).SettingOf(writer) : null;
            references.Add(type, name, Use(through) with
            {
                WrittenIn = ByteText.ToText(place.Parameter ?? parameter.Name),
                Setting = setting,
                TypeOffset = place.Start,
                Path = setting?.Path,
                Place = setting?.PlaceOf(place.Start, TypeLengthAt(offset, type)),
            });
        }

        /// <summary>The length of the type's part that is contiguous with its first byte.</summary>
        private int TypeLengthAt(int offset, string type)
        {
            var first = value.PlaceOf(offset);
            var length = 1;
            while (length < ByteText.FromText(type).Length && value.PlaceOf(offset + length) == first.At(length)) length++;
            return length;
        }

        private void ReadFile(string path)
        {
            // A file that names itself makes Postfix open it until no more files can be opened.
            if (!_files.Add(path)) return;

            // A default that repeats another parameter, such as virtual_alias_domains = $virtual_alias_maps, has no files of lists.
            var isSet = references._configuration.ScopeOf(service).SettingOf(parameter.Name) is not null;
            if (isSet && MatchListFile.Create(path, parameter.Name, value.Text, references._configuration.ScopeOf(service)) is { } file) references._listFiles.Add(file);
            path = references._configuration.Main.FileOf(path);
            try
            {
                if (IsPipe(path)) throw new ConfigurationException($"read {ByteText.FromText(path)}: is a pipe; MapKit reads only files");
                ConfigurationFile.Read(path, stream => ReadLines(path, stream));
            }
            catch (ConfigurationException exception)
            {
                references.AddProblem(parameter, service, exception);
            }
        }

        private static bool IsPipe(string path) => LibC.IsSupported && FilePresence.FileExists(path) && FileStatus.At(path).IsPipe;

        private bool ReadLines(string path, Stream stream)
        {
            using var lines = new LogicalLineReader(stream);
            while (lines.Read(out var line)) ReadLine(path, line);
            return true;
        }

        private void ReadLine(string path, LogicalLine line)
        {
            var found = new List<(string Type, string Name, int Offset, IReadOnlyList<string> Through)>();
            var text = SettingText.UpToNul(line.Text);
            new TableListReader((type, name, offset, through) => found.Add((type, name, offset, through)), ReadFile).Read(text, TableListKind.Matches);
            foreach (var (type, name, offset, through) in found)
                references.Add(type, name, Use(through) with { Path = path, Place = line.PlaceOf(offset, ByteText.FromText(type).Length) });
        }

        private TableUse Use(IReadOnlyList<string> through) => new()
        {
            Parameter = ByteText.ToText(parameter.Name),
            Service = service,
            Role = parameter.Role,
            WrittenIn = ByteText.ToText(parameter.Name),
            Through = through,
        };
    }
}
