using MapKit.Cli.DropIn;
using MapKit.Cli.Rendering;
using MapKit.Configuration;
using MapKit.Lookup;
using MapKit.Maps;
using MapKit.Native.RegularExpressions;
using MapKit.Postfix;
using MapKit.Source;

namespace MapKit.Cli.Commands.Options;

/// <summary>A table that <c>query</c> reads: a map, in which many keys can be looked up together, or a table of another type.</summary>
internal sealed class QueriedTable : IDisposable
{
    private readonly IDisposable _open;
    private readonly LookupTable? _table;

    private QueriedTable(string path, MapOperand map, TableProbe probe) => (Path, _open, Map) = (path, map, probe);

    private QueriedTable(string path, LookupTable table) => (Path, _open, _table) = (path, table, table);

    /// <summary>The file, or the name of a table that is none.</summary>
    public string Path { get; }

    /// <summary>The probe of a map; null for another type.</summary>
    public TableProbe? Map { get; }

    /// <summary>Whether an operand begins with a type of Postfix's tables.</summary>
    public static bool HasType(string text) =>
        text.IndexOf(':', StringComparison.Ordinal) is var colon and > 1
        && (MapEngines.Find(text[..colon]) is not null || LookupTypes.IsSupported(text[..colon], default) || TableTypes.PackageOf(text[..colon]) is not null);

    /// <summary>A map.</summary>
    public static QueriedTable From(MapOperand map, TableProbe probe) => new(map.Path, map, probe);

    /// <summary>Opens a table that is no map, such as <c>regexp:/etc/postfix/access</c>; null if the operand names none.</summary>
    /// <param name="text">The operand.</param>
    /// <param name="settings">The settings of main.cf.</param>
    /// <param name="environment">The variables, and where warnings go.</param>
    /// <exception cref="FormatException">It cannot be opened.</exception>
    public static QueriedTable? Open(string text, PostfixSettings settings, CommandEnvironment environment)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 1) return null;
        var (type, name) = (text[..colon], text[(colon + 1)..]);
        var version = PostfixVersions.Read(environment);
        if (MapEngines.Find(type) is not null || !(LookupTypes.IsSupported(type, version) || TableTypes.PackageOf(type) is not null)) return null;
        return new QueriedTable(name, ExplainSettings.Explained(text, () => Open(type, ByteText.FromText(name), settings, version, environment)));
    }

    private static LookupTable Open(string type, string name, PostfixSettings settings, PostfixVersion version, CommandEnvironment environment)
    {
        var options = OptionsFor(settings, environment);
        if (LookupTypes.IsSupported(type, version)) return LookupTypes.Open(type, name, options);
        if (PostgreSqlTables.Open($"{type}:{name}", options) is { } own) return own;
        return PostfixPrograms.Find("postmap", environment) is { } postmap
            ? new PostmapTable(postmap, settings.Directory, type, name)
            : throw new LookupException($"{type}: tables are queried with postmap -q, and Postfix is not installed");
    }

    /// <summary>How tables are queried under a configuration.</summary>
    public static LookupOptions OptionsFor(PostfixSettings settings, CommandEnvironment environment) => OptionsFor(settings.HasMain ? settings.Configuration : null, environment);

    /// <summary>How tables are queried under a configuration.</summary>
    /// <param name="configuration">The configuration; null for the defaults.</param>
    /// <param name="environment">The variables, and where warnings go.</param>
    public static LookupOptions OptionsFor(PostfixConfiguration? configuration, CommandEnvironment environment) => (configuration is null ? new LookupOptions() : LookupOptions.From(configuration)) with
    {
        Version = PostfixVersions.Read(environment),
        Warnings = new DiagnosticPrinter(environment, environment.IsJson, FindingMask.WithoutText),
        Regexp = PosixRegularExpressions.Find,
        Pcre = Pcre2RegularExpressions.Find,
        EnvironmentVariable = environment.Variable,
    };

    /// <summary>Finds a value.</summary>
    public bool TryFind(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value)
    {
        if (_table is null) return Map!.TryFind(key, out value);
        try
        {
            return _table.TryFind(key, out value);
        }
        catch (LookupException exception)
        {
            throw new FormatException(ByteText.ToText(exception.Message), exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _open.Dispose();
}
