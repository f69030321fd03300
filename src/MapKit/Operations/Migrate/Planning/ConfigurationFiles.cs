using MapKit.Configuration;

namespace MapKit.Operations.Migrate.Planning;

/// <summary>The bytes of the files of one configuration: main.cf, master.cf and the files that lists name.</summary>
/// <param name="configuration">The configuration.</param>
internal sealed class ConfigurationFiles(PostfixConfiguration configuration)
{
    private readonly Dictionary<string, byte[]> _bytes = new(StringComparer.Ordinal)
    {
        [configuration.Main.Path] = configuration.Main.Source,
    };

    /// <summary>The files that have been read.</summary>
    public IEnumerable<string> Paths => _bytes.Keys;

    /// <summary>The bytes of a file. Those of main.cf and master.cf are the bytes from which the configuration was read.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ConfigurationException">It cannot be read.</exception>
    public byte[] Read(string path)
    {
        if (_bytes.TryGetValue(path, out var bytes)) return bytes;
        bytes = configuration.Master is { } master && master.Path == path ? master.Source : ConfigurationFile.Read(path, ConfigurationText.ReadAll);
        _bytes.Add(path, bytes);
        return bytes;
    }
}
