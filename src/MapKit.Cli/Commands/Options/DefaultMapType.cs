using MapKit.Cli.DropIn;
using MapKit.Configuration;
using MapKit.Diagnostics;
using MapKit.Maps;

namespace MapKit.Cli.Commands.Options;

/// <summary>
/// The type of a map where none is given: what main.cf sets <c>default_database_type</c> to, else what was built into the
/// installed Postfix, else hash. It is looked for when it is first needed.
/// </summary>
internal sealed class DefaultMapType
{
    private const string Parameter = "default_database_type";

    private readonly string? _folder;
    private readonly CommandEnvironment _environment;
    private readonly Lazy<MapType> _value;

    /// <summary>Creates the default.</summary>
    /// <param name="folder">The folder of main.cf that is asked for; null for the usual one, if there is one.</param>
    /// <param name="environment">The variables.</param>
    /// <param name="cancellation">Set by a signal.</param>
    public DefaultMapType(string? folder, CommandEnvironment environment, CancellationToken cancellation)
    {
        _folder = folder;
        _environment = environment;
        _value = new(() => Named(OfConfiguration() ?? OfPostfix(cancellation)));
    }

    /// <summary>The type.</summary>
    /// <exception cref="FormatException">The configuration cannot be read, or names a type that mapkit does not build.</exception>
    public MapType Value => _value.Value;

    private static MapType Named(string? name)
    {
        if (name is null) return MapTypes.Default;
        return MapTypes.TryParse(name, out var type) ? type
            : throw new FormatException($"{Parameter} is {name}; mapkit builds {string.Join(", ", MapTypes.All.Select(MapTypes.NameOf))}: give one with -t");
    }

    private string? OfConfiguration()
    {
        var directory = ConfigurationSource.FolderOf(_folder, _environment);
        if (_folder is null && !File.Exists(Path.Combine(directory, "main.cf"))) return null;
        try
        {
            var main = MainConfiguration.Load(directory, new MainConfigurationOptions { Warnings = new DiagnosticList() });
            return main.Find(Parameter) is null ? null : main.Get(Parameter);
        }
        catch (ConfigurationException exception)
        {
            // A Postfix that does not start does not matter to a table, unless its configuration is asked for.
            return _folder is null ? null : throw new FormatException($"{directory}/main.cf: {exception.Message}", exception);
        }
    }

    private string? OfPostfix(CancellationToken cancellation) => PostfixPrograms.Find(PostfixPrograms.Postconf, _environment) is { } postconf
        ? PostfixPrograms.DefaultTypeOf(postconf, cancellation)
        : null;
}
