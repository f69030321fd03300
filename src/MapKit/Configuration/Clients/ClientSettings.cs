using MapKit.Diagnostics;

namespace MapKit.Configuration.Clients;

/// <summary>A file of settings for a client of a database or a server, in the syntax of main.cf, and the findings beside them. No finding quotes a value.</summary>
public sealed class ClientSettings
{
    private ClientSettings(ClientType type, IReadOnlyList<Setting> settings, IReadOnlyList<Diagnostic> diagnostics)
    {
        Type = type;
        Settings = settings;
        Diagnostics = diagnostics;
    }

    /// <summary>The type.</summary>
    public ClientType Type { get; }

    /// <summary>The settings, in the order of the file. Values may be passwords.</summary>
    public IReadOnlyList<Setting> Settings { get; }

    /// <summary>The findings, in the order of the file.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>Whether a setting is a password.</summary>
    internal bool HasPassword => Settings.Any(setting => setting.RawName is "password" or "bind_pw" && setting.RawValue.Length > 0);

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="type">The type of the table.</param>
    /// <exception cref="ConfigurationException">The file cannot be read.</exception>
    public static ClientSettings Load(string path, ClientType type) => ConfigurationFile.Read(path, stream => Read(stream, path, type));

    /// <summary>Reads the bytes of a file.</summary>
    /// <param name="stream">The bytes; not disposed.</param>
    /// <param name="path">Name of the file, for findings.</param>
    /// <param name="type">The type of the table.</param>
    internal static ClientSettings Read(Stream stream, string path, ClientType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        var findings = new DiagnosticList();
        var reader = new MainConfigurationReader(path, new Dictionary<string, string>(), new MainConfigurationOptions { Warnings = findings });
        try
        {
            reader.Read(stream);
            new ClientSettingsCheck(type, path, findings).Check(reader.Settings);
        }
        catch (ConfigurationException exception) when (exception.Place is { } place)
        {
            findings.Report(new Diagnostic(
                Rules.NoClientSetting, path, place, "the line is not name = value; every program that opens the table stops", "write name = value, and a # only at the start of a line"));
        }

        return new ClientSettings(type, reader.Settings, [.. findings.OrderBy(finding => finding.Place?.Span.Start ?? 0)]);
    }
}
