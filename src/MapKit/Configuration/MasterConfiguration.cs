using MapKit.Platform;

namespace MapKit.Configuration;

/// <summary>master.cf: the services, each part with its place in the file (docs/formats/configuration.md#syntax-of-mastercf).</summary>
public sealed class MasterConfiguration
{
    private MasterConfiguration(string path, IReadOnlyList<MasterService> services)
    {
        Path = path;
        Services = services;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The services in the order of the file.</summary>
    public IReadOnlyList<MasterService> Services { get; }

    /// <summary>The bytes of the file: it is read once.</summary>
    internal byte[] Source { get; private init; } = [];

    /// <summary>Reads master.cf of a folder.</summary>
    /// <param name="directory">The folder; it appears in messages as given.</param>
    /// <param name="options">The version and where warnings go.</param>
    /// <exception cref="ConfigurationException">The file cannot be opened or read, or a line is not a service, with master(8)'s message.</exception>
    public static MasterConfiguration Load(string directory, MainConfigurationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var root = FileRoot.Enter(options.FilesBelow);
        return ConfigurationFile.Read(PathIn(directory), stream => Read(stream, directory, options));
    }

    /// <summary>Reads master.cf from a stream.</summary>
    /// <param name="stream">The bytes; not disposed.</param>
    /// <param name="directory">The folder that messages name.</param>
    /// <param name="options">The version and where warnings go.</param>
    /// <exception cref="ConfigurationException">A line is no service.</exception>
    public static MasterConfiguration Read(Stream stream, string directory, MainConfigurationOptions options)
    {
        var path = PathIn(directory);
        var source = ConfigurationText.ReadAll(stream);
        using var bytes = new MemoryStream(source, writable: false);
        return new MasterConfiguration(path, new MasterConfigurationReader(path, options).Read(bytes)) { Source = source };
    }

    /// <summary>The services of a name.</summary>
    /// <param name="name">The name, such as <c>smtp</c>, or with its type <c>smtp/inet</c>.</param>
    public IEnumerable<MasterService> Find(string name) => Services.Where(service => service.Name.Text == name || service.ToString() == name);

    private static string PathIn(string directory) => directory + "/master.cf";
}
