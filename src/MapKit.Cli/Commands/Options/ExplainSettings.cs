using System.CommandLine;
using MapKit.Cli.DropIn;
using MapKit.Cli.Rendering;
using MapKit.Configuration;
using MapKit.Delivery;
using MapKit.Lookup;
using MapKit.Maps;
using MapKit.Native.RegularExpressions;
using MapKit.Platform;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Cli.Commands.Options;

/// <summary>The configuration that <c>explain</c> and <c>test</c> use, and how they open its tables.</summary>
internal sealed class ExplainSettings
{
    /// <summary>Sources in place of maps.</summary>
    public static readonly Option<bool> Sources = new("--sources") { Description = "Search the sources of hash, btree, lmdb and cdb tables instead of their maps" };

    /// <summary>No questions to the installed Postfix.</summary>
    public static readonly Option<bool> NoPostmap = new("--no-postmap") { Description = "Do not query tables that MapKit does not implement (pgsql, mysql, ldap, sqlite, ...) with the installed postmap -q" };

    private readonly PostfixSettings _settings;

    private ExplainSettings(PostfixSettings settings, PostfixConfiguration configuration, ExplainOptions options)
    {
        _settings = settings;
        Configuration = configuration;
        Options = options;
    }

    /// <summary>The configuration.</summary>
    public PostfixConfiguration Configuration { get; }

    /// <summary>How its tables are opened.</summary>
    public ExplainOptions Options { get; }

    /// <summary>Reads the configuration.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="needsFile">Whether main.cf must exist. Without it defaults apply.</param>
    /// <param name="environment">Where warnings go, and the variables.</param>
    public static ExplainSettings Read(ParseResult arguments, bool needsFile, CommandEnvironment environment)
    {
        var given = arguments.GetValue(ConfigurationOption.Folder);
        var version = PostfixVersions.Read(environment);
        var warnings = new DiagnosticPrinter(environment, json: false, FindingMask.WithoutExcerpts);
        var settings = new PostfixSettings(
            ConfigurationOption.FolderOf(given, environment), new PostfixSettingsOptions { IsRequired = needsFile || given is not null, Warnings = warnings, Version = version });
        var mainPath = $"{settings.Directory}/main.cf";
        var configuration = Explained(mainPath, () => settings.Configuration);
        return new ExplainSettings(settings, configuration, new ExplainOptions
        {
            Lookup = Explained(mainPath, () => LookupOptions.From(configuration)) with
            {
                Warnings = warnings,
                Regexp = PosixRegularExpressions.Find,
                Pcre = Pcre2RegularExpressions.Find,
                EnvironmentVariable = environment.Variable,
            },
            AsksSources = arguments.GetValue(Sources),
            Client = (table, options) => PostgreSqlTables.Open(table, options),
            Foreign = arguments.GetValue(NoPostmap) || PostfixPrograms.Find("postmap", environment) is not { } postmap ? null : table => Foreign(postmap, settings.Directory, table),
            ForeignName = $"{PostfixPrograms.Find("postmap", environment)} -q",
        });
    }

    /// <summary>The options, with which tables on servers are not queried whose answers the command line gives.</summary>
    /// <param name="tables">Their names with types; others are ignored.</param>
    public ExplainOptions OptionsWithout(IEnumerable<string> tables)
    {
        var given = tables.ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (given.Count == 0) return Options;
        return Options with
        {
            Client = (table, options) => given.Contains(table) ? null : Options.Client?.Invoke(table, options),
            Foreign = Options.Foreign is not { } foreign ? null : table => given.Contains(table) ? null : foreign(table),
        };
    }

    private static PostmapTable Foreign(string postmap, string folder, string table)
    {
        table = LookupTypes.WithoutProxy(table);
        var colon = table.IndexOf(':', StringComparison.Ordinal);
        return new PostmapTable(postmap, folder, table[..colon], table[(colon + 1)..]);
    }

    /// <summary>Reports a missing master.cf, which names the programs of transports.</summary>
    public void NoteMissingServices(CommandEnvironment environment)
    {
        if (Configuration.MasterProblem is { } problem) MapkitCommand.Note(environment, $"{ByteText.ToText(ConfigurationMessage.WithoutSecrets(problem))}; each transport is assumed to run the program of the same name");
    }

    /// <summary>The table's name with its type. Without one, it is the type that main.cf gives the table, else that of its map, else the default type.</summary>
    /// <param name="text">The table.</param>
    /// <param name="name">What is explained.</param>
    /// <exception cref="FormatException">The table holds secrets, which only the explanation of credentials hides.</exception>
    public string TableOf(string text, string name)
    {
        var path = text[(text.LastIndexOf(':') + 1)..].TrimEnd('}');
        if (name != TableFormat.SaslPasswd.Name && path.Length > 0 && _settings.MaskOf(path).Hides)
            throw new FormatException($"{path}: holds secrets; it can be explained only as {TableFormat.SaslPasswd.Name}");
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && !text.AsSpan(0, colon).Contains('/')) return text;
        return _settings.TypeOf(text) is { } type ? $"{type}:{text}" : OfMap(text) ?? $"{Configuration.Get("default_database_type")}:{text}";
    }

    /// <summary>The table of the map that a name without type leads to; null if there is none that Postfix opens by its type.</summary>
    private static string? OfMap(string text)
    {
        var map = new TableOperand(null, text).FindMap();
        if (!FilePresence.FileExists(map) || MapTypes.SourceNameOf(map) is not { } name) return null;
        try
        {
            var type = MapFile.TypeOf(map);
            return MapTypes.All.Contains(type) && map.EndsWith(MapTypes.SuffixOf(type), StringComparison.Ordinal) ? $"{MapTypes.NameOf(type)}:{name}" : null;
        }
        catch (Exception exception) when (exception is MapFormatException or IOException or UnauthorizedAccessException)
        {
            // The lookup reports it.
            return null;
        }
    }

    /// <summary>Runs a function. An error in the configuration or a table becomes a message for the user.</summary>
    public static T Explained<T>(string what, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (exception is ConfigurationException or LookupException)
        {
            throw new FormatException($"{what}: {ByteText.ToText(exception is ConfigurationException refusal ? ConfigurationMessage.WithoutSecrets(refusal) : exception.Message)}", exception);
        }
    }
}
