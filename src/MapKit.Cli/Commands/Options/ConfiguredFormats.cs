using System.CommandLine;
using System.Text;
using MapKit.Cli.DropIn;
using MapKit.Configuration;
using MapKit.Configuration.References;
using MapKit.Diagnostics;
using MapKit.Lookup.Patterns;
using MapKit.Tables;

namespace MapKit.Cli.Commands.Options;

/// <summary>
/// The formats of sources where none is given: that of the parameter of main.cf that names the table, else by the file's name.
/// The configuration is read when it is first needed.
/// </summary>
internal sealed class ConfiguredFormats
{
    private readonly string _directory;
    private readonly bool _isGiven;
    private readonly Lazy<TableReferences?> _references;

    /// <summary>Creates the formats.</summary>
    /// <param name="folder">The folder of main.cf that is asked for; null for the usual one, if there is one.</param>
    /// <param name="environment">The variables.</param>
    public ConfiguredFormats(string? folder, CommandEnvironment environment)
    {
        _directory = ConfigurationSource.WholeFolderOf(folder, environment);
        _isGiven = folder is not null;
        _references = new(Read);
    }

    /// <summary>The option that names the folder.</summary>
    public static Option<string?> CreateFolder() => new("--config", "-c") { Description = "The folder of main.cf, for formats and the default type; default that of MAIL_CONFIG, or /etc/postfix" };

    /// <summary>The format of a source.</summary>
    /// <param name="source">Its path.</param>
    /// <exception cref="FormatException">The configuration that is asked for cannot be read.</exception>
    public TableFormat Of(string source) =>
        RoleOf(source)?.Format ?? TableFormat.ForFileName(source);

    /// <summary>Whether the values of a source name files whose content is meant: that of <c>tls_server_sni_maps</c>.</summary>
    /// <param name="source">Its path.</param>
    /// <exception cref="FormatException">The configuration that is asked for cannot be read.</exception>
    public bool ValuesAreFiles(string source) => RoleOf(source)?.ValuesAreFiles == true;

    /// <summary>Whether the configuration names a table of a file.</summary>
    /// <param name="source">Its path.</param>
    public bool Names(string source) => TablesOf(source).Any();

    /// <summary>The type of a table of patterns or networks, as the configuration names it; null if it names no such table of the file.</summary>
    /// <param name="source">Its path.</param>
    public RuleTableType? RulesOf(string source) => TablesOf(source).Select(table => RuleTableTypes.ByName(table.Type)).FirstOrDefault(type => type is not null);

    private TableRole? RoleOf(string source) => IsAsked(source) ? _references.Value?.RoleOf(source) : null;

    private IEnumerable<TableReference> TablesOf(string source) =>
        IsAsked(source) && Path.GetFullPath(source) is var path
            ? (_references.Value?.Tables ?? []).Where(table => table.Name.StartsWith('/') && Path.GetFullPath(table.Name) == path)
            : [];

    private bool IsAsked(string source) => File.Exists(source) && (_isGiven || MayBeNamed(source));

    /// <summary>
    /// A glance at main.cf and master.cf, which costs nothing: to evaluate them takes longer than to compile a small table, and few
    /// configurations put the names of files together from pieces. Those have to be asked for. A name that is only part of
    /// another word, as "transport" is of <c>default_transport</c>, does not count.
    /// </summary>
    private bool MayBeNamed(string source)
    {
        var name = Encoding.UTF8.GetBytes(Path.GetFileName(source));
        return Holds("main.cf", name) || Holds("master.cf", name);
    }

    private bool Holds(string file, byte[] name)
    {
        try
        {
            var path = Path.Combine(_directory, file);
            return File.Exists(path) && HoldsFileName(File.ReadAllBytes(path), name);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Whether a name stands where a folder comes before it, perhaps as <c>${folder}</c>, and where it may end.</summary>
    private static bool HoldsFileName(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name)
    {
        for (var rest = text; rest.IndexOf(name) is var start and >= 0; rest = rest[(start + 1)..])
        {
            var end = start + name.Length;
            if (start > 0 && "/})"u8.Contains(rest[start - 1]) && (end == rest.Length || ", \t\r\n}$"u8.Contains(rest[end]))) return true;
        }

        return false;
    }

    private TableReferences? Read()
    {
        try
        {
            return TableReferences.Find(PostfixConfiguration.Load(_directory, new MainConfigurationOptions { Warnings = new DiagnosticList() }));
        }
        catch (ConfigurationException exception)
        {
            // Without Postfix there is none, and a table can be compiled all the same.
            return _isGiven ? throw new FormatException($"{_directory}/main.cf: {exception.Message}", exception) : null;
        }
    }
}
