using System.Globalization;
using MapKit.Configuration.Clients;
using MapKit.Postfix;
using MapKit.PostgreSql.Connections;
using MapKit.Source;

namespace MapKit.PostgreSql.Querying;

/// <summary>The settings of a <c>pgsql:</c> table, with Postfix's defaults. Values are one character per byte.</summary>
internal sealed class ClientFile
{
    private static readonly char[] Separators = [',', ' ', '\t', '\r', '\n'];

    private readonly Dictionary<string, string> _values = [];

    private ClientFile(ClientSettings settings)
    {
        // The last one counts, as in main.cf.
        foreach (var setting in settings.Settings) _values[setting.RawName] = setting.RawValue;
    }

    /// <summary>The value of a setting; null if it is missing or empty.</summary>
    public string? this[string name] => _values.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    /// <summary>The query: given, or built from the old settings.</summary>
    /// <exception cref="FormatException">Settings are missing.</exception>
    public string Query => this["query"]
        ?? (this["select_function"] is { } function ? $"SELECT {function}('%s')" : null)
        ?? $"SELECT {Required("select_field")} FROM {Required("table")} WHERE {Required("where_field")}='%s' {this["additional_conditions"]}";

    /// <summary>How many values an answer may have; 0 for any number.</summary>
    /// <exception cref="FormatException">It is no number.</exception>
    public int ExpansionLimit => this["expansion_limit"] is not { } text ? 0
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : throw new FormatException($"bad numerical configuration: expansion_limit = {text}");

    /// <summary>Reads a file.</summary>
    /// <exception cref="Configuration.ConfigurationException">It cannot be read.</exception>
    public static ClientFile Read(string path) => new(ClientSettings.Load(path, ClientType.ByName("pgsql")!));

    /// <summary>The servers in the order of their kinds, sockets first, in random order within a kind, as Postfix chooses them.</summary>
    /// <param name="version">The version of Postfix, which decides on the encoding.</param>
    /// <param name="variable">The variables that libpq reads.</param>
    /// <exception cref="FormatException">A URI is malformed, or the database is not named.</exception>
    public IReadOnlyList<Connection> Connections(PostfixVersion version, Func<string, string?> variable)
    {
        var hosts = (this["hosts"] ?? "localhost").Split(Separators, StringSplitOptions.RemoveEmptyEntries).Select(ByteText.ToText).ToArray();
        Random.Shared.Shuffle(hosts);
        var encoding = VersionDifferences.In(version).PostgreSqlIsAlwaysLatin1 ? "LATIN1" : this["encoding"] ?? "UTF8";
        return [.. hosts.Select(host => (Kind: KindOf(host), Host: host)).OrderBy(host => host.Kind).Select(host => ConnectionOf(host.Host, variable) with { ClientEncoding = encoding, ApplicationName = "mapkit" })];
    }

    private static bool IsUri(string host) => host.StartsWith("postgresql:", StringComparison.Ordinal) || host.StartsWith("postgres:", StringComparison.Ordinal);

    private static int KindOf(string host) => IsUri(host) ? 2 : Plain(host) is "" or ['/', ..] ? 0 : 1;

    private static string Plain(string host) => host.StartsWith("unix:", StringComparison.Ordinal) || host.StartsWith("inet:", StringComparison.Ordinal) ? host[5..] : host;

    private Connection ConnectionOf(string host, Func<string, string?> variable)
    {
        var settings = new ConnectionSettings();
        if (IsUri(host))
        {
            ConnectionText.Read(host, settings, "hosts");
        }
        else
        {
            if (this["dbname"] is null) throw new FormatException($"host target '{host}' requires dbname setting");
            var name = Plain(host);
            var colon = name.StartsWith('/') ? -1 : name.LastIndexOf(':');
            settings.Add("host", colon < 0 ? name : name[..colon], "hosts");
            if (colon >= 0) settings.Add("port", name[(colon + 1)..], "hosts");
            foreach (var (setting, own) in ((string, string)[])[("dbname", "dbname"), ("user", "user"), ("password", "password")])
            {
                if (this[own] is { } value) settings.Add(setting, ByteText.ToText(value), own);
            }
        }

        // The default of libpq, which Postfix does not change.
        var connection = new ConnectionReader(variable).Complete(settings);
        return connection with { SslMode = connection.SslMode ?? "prefer" };
    }

    private string Required(string name) => this[name] ?? throw new FormatException($"'{name}' parameter not defined");
}
