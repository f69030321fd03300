using System.CommandLine;
using MapKit.Cli.DropIn;
using MapKit.Configuration;
using MapKit.Configuration.References;
using MapKit.Diagnostics;
using MapKit.Lookup.Patterns;
using MapKit.Tables;

namespace MapKit.Cli.Commands;

/// <summary>
/// The formats of sources where none is given: that of the parameter of main.cf that names the table, else by the file's name.
/// The configuration is read when it is first asked.
/// </summary>
internal sealed class ConfiguredFormats
{
    private readonly Lazy<TableReferences?> _references;

    /// <summary>Creates the formats.</summary>
    /// <param name="folder">The folder of main.cf that is asked for; null for the usual one, if there is one.</param>
    /// <param name="environment">The variables.</param>
    public ConfiguredFormats(string? folder, CommandEnvironment environment) => _references = new(() => Read(folder, environment));

    /// <summary>The option that names the folder.</summary>
    public static Option<string?> CreateFolder() => new("--config", "-c") { Description = "The folder of main.cf, for the formats; default that of MAIL_CONFIG, or /etc/postfix" };

    /// <summary>The format of a source.</summary>
    /// <param name="source">Its path.</param>
    /// <exception cref="FormatException">The configuration that is asked for cannot be read.</exception>
    public TableFormat Of(string source) => (File.Exists(source) ? _references.Value?.FormatOf(source) : null) ?? TableFormat.ForFileName(source);

    /// <summary>Whether the configuration names a table of a file.</summary>
    /// <param name="source">Its path.</param>
    public bool Names(string source) => TablesOf(source).Any();

    /// <summary>The type of a table of patterns or networks, as the configuration names it; null if it names no such table of the file.</summary>
    /// <param name="source">Its path.</param>
    public RuleTableType? RulesOf(string source) => TablesOf(source).Select(table => RuleTableTypes.ByName(table.Type)).FirstOrDefault(type => type is not null);

    private IEnumerable<TableReference> TablesOf(string source) =>
        File.Exists(source) && Path.GetFullPath(source) is var path
            ? (_references.Value?.Tables ?? []).Where(table => table.Name.StartsWith('/') && Path.GetFullPath(table.Name) == path)
            : [];

    private static TableReferences? Read(string? folder, CommandEnvironment environment)
    {
        var directory = ConfigurationSource.FolderOf(folder, environment);
        try
        {
            return TableReferences.Of(PostfixConfiguration.Load(directory, new MainConfigurationOptions { Warnings = new DiagnosticList() }));
        }
        catch (ConfigurationException exception)
        {
            // Without Postfix there is none, and a table can be compiled all the same.
            return folder is null ? null : throw new FormatException($"{directory}/main.cf: {exception.Message}", exception);
        }
    }
}
