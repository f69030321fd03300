using System.Globalization;
using System.Text;
using MapKit.Postfix;

namespace MapKit.Configuration.Parameters;

/// <summary>
/// The catalogue of all parameters (docs/formats/parameters.md): what kind of value each has, its limits, who reads it, since when.
/// The rows are loaded when a parameter is first requested. <see cref="ParameterDefaults"/> has the defaults,
/// <see cref="References.TableParameter"/> what the tables of a parameter are used for.
/// </summary>
internal static class ParameterCatalogue
{
    private const string Resource = "MapKit.Configuration.Parameters.Parameters.txt";
    private const int ColumnCount = 6;
    private const string None = "-";
    private const string Raw = "raw";
    private const string NothingInstead = "(none)";

    private static readonly Lazy<CatalogueRows> Rows = new(ReadRows);

    /// <summary>Every name in the catalogue, those of earlier releases among them.</summary>
    public static IReadOnlyCollection<string> Names => Rows.Value.Names;

    /// <summary>Finds a parameter as a version reads it; a parameter of only another version as that one reads it.</summary>
    /// <param name="name">The name; upper and lower case differ.</param>
    /// <param name="version">The version.</param>
    /// <returns>The parameter, or null if no release has it.</returns>
    public static Parameter? Find(string name, PostfixVersion version) => Rows.Value.Find(name, VersionDifferences.In(version).LabelOfParameters);

    /// <summary>Finds a parameter whatever the case of its name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The name as Postfix writes it, or null if no release has it.</returns>
    public static string? FindInAnyCase(string name) => Rows.Value.FindInAnyCase(name);

    /// <summary>Whether a version has a default for the parameter.</summary>
    /// <param name="name">The name.</param>
    /// <param name="version">The version.</param>
    public static bool HasDefault(string name, PostfixVersion version) =>
        name is "mynetworks" or "myhostname" or "mydomain" or "config_directory" || ParameterDefaults.Find(name, version) is not null;

    private static CatalogueRows ReadRows()
    {
        using var stream = typeof(ParameterCatalogue).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var rows = new CatalogueRows();
        while (reader.ReadLine() is { } line)
        {
            var columns = line.Split(' ');
            var label = columns.Length > ColumnCount + 1 ? columns[1] : null;
            rows.Add(label, Read(columns[0], columns[^ColumnCount..]));
        }

        return rows;
    }

    private static Parameter Read(string name, string[] columns)
    {
        var kind = Enum.Parse<ParameterKind>(columns[0], ignoreCase: true);
        var (minimum, maximum) = columns[2] == None ? (0L, 0L) : RangeOf(columns[2].Split(':'));
        var releases = columns[4].Split('-');
        return new Parameter(
            name,
            kind,
            kind is ParameterKind.Word or ParameterKind.Words ? columns[1] : null,
            kind == ParameterKind.Time ? columns[1][0] : '\0',
            minimum,
            maximum,
            columns[3] == None ? [] : columns[3].Split(','),
            columns[1] == Raw,
            releases[0],
            releases[1],
            columns[5] switch { None => null, NothingInstead => "", var successor => successor });
    }

    private static (long Minimum, long Maximum) RangeOf(string[] limits) => (LimitOf(limits[0]), LimitOf(limits[1]));

    private static long LimitOf(string text) => text.Length == 0 ? 0 : long.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>The rows by name. A name has one row for all versions, or a row for each.</summary>
    private sealed class CatalogueRows
    {
        private readonly Dictionary<string, Parameter> _byName = new(StringComparer.Ordinal);
        private readonly Dictionary<(string Name, string Version), Parameter> _ofVersion = [];
        private Dictionary<string, string>? _inAnyCase;

        public IReadOnlyCollection<string> Names => _byName.Keys;

        public void Add(string? version, Parameter parameter)
        {
            _byName.TryAdd(parameter.Name, parameter);
            if (version is not null) _ofVersion.Add((parameter.Name, version), parameter);
        }

        public Parameter? Find(string name, string version) => _ofVersion.GetValueOrDefault((name, version)) ?? _byName.GetValueOrDefault(name);

        public string? FindInAnyCase(string name)
        {
            _inAnyCase ??= _byName.Keys.ToDictionary(known => known.ToUpperInvariant(), known => known, StringComparer.Ordinal);
            return _inAnyCase.GetValueOrDefault(name.ToUpperInvariant());
        }
    }
}
