using System.CommandLine;
using MapKit.Cli.DropIn;
using MapKit.Cli.Rendering;
using MapKit.Configuration;
using MapKit.Delivery;
using MapKit.Lookup;
using MapKit.Native.RegularExpressions;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Cli.Commands.Options;

/// <summary>The configuration that <c>explain</c> and <c>test</c> ask, and how they ask its tables.</summary>
internal sealed class ExplainSettings
{
    /// <summary>Sources in place of maps.</summary>
    public static readonly Option<bool> Sources = new("--sources") { Description = "Ask the sources of hash, btree, lmdb and cdb tables rather than their maps" };

    private readonly PostfixSettings _settings;

    private ExplainSettings(PostfixSettings settings, PostfixConfiguration configuration, ExplainOptions options)
    {
        _settings = settings;
        Configuration = configuration;
        Options = options;
    }

    /// <summary>The configuration.</summary>
    public PostfixConfiguration Configuration { get; }

    /// <summary>How its tables are asked.</summary>
    public ExplainOptions Options { get; }

    /// <summary>Reads the configuration.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="needsFile">Whether there must be a main.cf. Without one defaults count.</param>
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
        });
    }

    /// <summary>Says that there is no master.cf, which tells the programs of transports.</summary>
    public void NoteMissingServices(CommandEnvironment environment)
    {
        if (Configuration.MasterProblem is { } problem) MapkitCommand.Note(environment, $"{ByteText.ToText(ConfigurationMessage.WithoutSecrets(problem.Message))}; transports are taken for the programs of their names");
    }

    /// <summary>A table as it is to be opened: one without a type has the default type.</summary>
    /// <param name="text">The table.</param>
    /// <param name="name">What is explained.</param>
    /// <exception cref="FormatException">It holds secrets, which only the explanation of credentials keeps to itself.</exception>
    public string TableOf(string text, string name)
    {
        var path = text[(text.LastIndexOf(':') + 1)..].TrimEnd('}');
        if (name != TableFormat.SaslPasswd.Name && path.Length > 0 && _settings.MaskOf(path).Hides)
            throw new FormatException($"{path}: holds secrets; it can be explained only as {TableFormat.SaslPasswd.Name}");
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && !text.AsSpan(0, colon).Contains('/') ? text : $"{Configuration.Get("default_database_type")}:{text}";
    }

    /// <summary>Does something; where the configuration or a table is in its way, it is the world's fault, and the message says so.</summary>
    public static T Explained<T>(string what, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (exception is ConfigurationException or LookupException)
        {
            throw new FormatException($"{what}: {ByteText.ToText(exception is ConfigurationException ? ConfigurationMessage.WithoutSecrets(exception.Message) : exception.Message)}", exception);
        }
    }
}
