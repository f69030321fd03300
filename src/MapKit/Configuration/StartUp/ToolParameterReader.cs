using MapKit.Diagnostics;
using MapKit.Platform.Accounts;
using MapKit.Postfix;
using MapKit.Source;

namespace MapKit.Configuration.StartUp;

/// <summary>
/// Reads the parameters in the order of every Postfix program (mail_params), with its checks between them.
/// The checks that postmap and postalias add follow.
/// </summary>
internal sealed class ToolParameterReader
{
    private static readonly string[] SyslogFacilities =
    [
        "auth", "authpriv", "cron", "daemon", "ftp", "kern", "lpr", "mail", "news", "syslog", "user", "uucp",
        "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7",
    ];

    private static readonly string[] NetworkStyles = ["class", "subnet", "host"];
    private static readonly string[] Protocols = ["all", "ipv6", "ipv4"];
    private static readonly char[] Separators = [',', ' ', '\t', '\r', '\n'];

    private readonly MainConfiguration _configuration;
    private readonly IAccounts? _accounts;
    private readonly ToolParameterValues _values;
    private readonly string _file;

    /// <summary>Creates a reader.</summary>
    /// <param name="configuration">main.cf.</param>
    /// <param name="accounts">Users and groups, or null if the named ones need not exist.</param>
    public ToolParameterReader(MainConfiguration configuration, IAccounts? accounts)
    {
        _configuration = configuration;
        _accounts = accounts;
        _values = new ToolParameterValues(configuration);
        _file = ByteText.FromText(configuration.Path);
    }

    private VersionDifferences Differences => VersionDifferences.In(_configuration.Version);

    /// <summary>Reads and checks everything.</summary>
    /// <returns>The values.</returns>
    /// <exception cref="ConfigurationException">The first error that Postfix would report.</exception>
    public ToolParameters Read()
    {
        var level = ReadCompatibilityLevel();
        _values.Read(ToolParameterTable.FirstTexts);
        CheckSyslogFacility();
        _values.Read(ToolParameterTable.FirstBooleans);
        KnownPorts.Check(_values.Text("known_tcp_ports"), Differences.ChecksRangeOfKnownPorts, _configuration.Warn);
        var protocols = CheckNames("inet_protocols", _values.Text("inet_protocols"), Protocols);
        ReadHostNames();
        _values.Read(ToolParameterTable.Texts);
        var origin = ReadOrigin();
        _values.Read(ToolParameterTable.Numbers);
        if (_accounts is not null)
        {
            new AccountChecks(_accounts, Differences, _file)
                .Check(_values.Text("default_privs"), _values.Text("mail_owner"), _values.Text("setgid_group"));
        }

        CheckLogPermissions();
        ReadNetworks(protocols.Count > 0);
        CheckTogether(origin);
        var migration = Differences.HasNonBdbMigration ? ReadMigrationLevel() : NonBdbMigrationLevel.Disable;
        var environment = ReadEnvironment();
        CheckLogFile();
        return Collect(level, origin, migration, environment);
    }

    private CompatibilityLevel ReadCompatibilityLevel()
    {
        var text = _values.ReadText("compatibility_level", null, 0);
        return CompatibilityLevel.TryParse(text, out var level)
            ? level
            : throw new ConfigurationException($"malformed compatibility level syntax: \"{text}\"");
    }

    private void CheckSyslogFacility()
    {
        var facility = _values.Text("syslog_facility");
        if (!SyslogFacilities.Contains(facility))
            throw new ConfigurationException($"file {_file}: parameter syslog_facility: unrecognized value: {facility}");
    }

    private void ReadHostNames()
    {
        var names = _configuration.HostNames;
        var host = _values.ReadText("myhostname", () => names.DefaultHostName(_values.Evaluated("mydomain")), 1);
        var domain = _values.ReadText("mydomain", () => HostNames.DefaultDomain(host), 1);
        if (!names.IsValid(host)) throw BadValue("myhostname", host);
        if (!names.IsValid(domain)) throw BadValue("mydomain", domain);
    }

    private ConfigurationException BadValue(string name, string value) => new($"file {_file}: parameter {name}: bad parameter value: {value}");

    private string ReadOrigin()
    {
        var origin = _values.Text("myorigin");
        return Differences.OriginMayNameFile && origin.StartsWith('/') ? OriginFile.Read(origin) : origin;
    }

    private void CheckLogPermissions()
    {
        if (!Differences.HasLogFilePermissions) return;
        var permissions = _values.Text("maillog_file_permissions");
        if (permissions.TrimStart('0') is not ("644" or "640" or "600"))
            _configuration.Warn(Rules.BadLogPermissions, $"ignoring bad permissions: maillog_file_permissions = {permissions}");
    }

    /// <summary>The default of <c>mynetworks</c> is derived from the interfaces' addresses, which no table needs; its style is checked.</summary>
    private void ReadNetworks(bool hasProtocols)
    {
        if (_values.Evaluated("mynetworks") is not null || !hasProtocols) return;
        var style = _values.Text("mynetworks_style");
        if (CheckNames("mynetworks mask style", style, NetworkStyles).Count != 1)
            throw new ConfigurationException($"bad mynetworks_style value: {style}; specify exactly one value");
    }

    private void CheckTogether(string origin)
    {
        var host = _values.Text("myhostname");
        if (host.Equals(_values.Text("relayhost"), StringComparison.OrdinalIgnoreCase))
            throw new ConfigurationException($"myhostname and relayhost parameter settings must not be identical: {host}");
        if (origin.AsSpan().ContainsAny(Separators))
            throw new ConfigurationException($"myorigin parameter setting must not contain multiple values: {origin}");

        var delimiters = _values.Text("default_verp_delimiters");
        var filter = _values.Text("verp_delimiter_filter");
        var misplaced = !filter.Contains(delimiters[0]) ? "first" : !filter.Contains(delimiters[1]) ? "second" : null;
        if (misplaced is not null)
        {
            throw new ConfigurationException(
                $"file {_file}: parameters default_verp_delimiters and verp_delimiter_filter: bad {misplaced} VERP delimiter character");
        }
    }

    private NonBdbMigrationLevel ReadMigrationLevel() => _values.Text("non_bdb_migration_level") switch
    {
        "disable" => NonBdbMigrationLevel.Disable,
        "enable-redirect" => NonBdbMigrationLevel.EnableRedirect,
        "enable-reindex" => NonBdbMigrationLevel.EnableReindex,
        var other => throw new ConfigurationException($"invalid non-Berkeley-DB migration level: '{other}'"),
    };

    /// <summary>The variables that the programs set in their environment.</summary>
    private Dictionary<string, string> ReadEnvironment()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var word in BracedList.Split("import_environment", _values.Text("import_environment")))
        {
            if (!word.Contains('=')) continue;
            if (SettingSyntax.Split(word, out var name, out var value) is { } error)
                throw new ConfigurationException($"update_env: {error} in: {word}");
            variables[ByteText.ToText(word[name])] = ByteText.ToText(word[value]);
        }

        return variables;
    }

    private void CheckLogFile()
    {
        var file = _values.Text("maillog_file");
        if (file.Length == 0) return;
        var prefixes = _values.Text("maillog_file_prefixes").Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        if (!prefixes.Any(prefix => file.StartsWith(prefix, StringComparison.Ordinal)))
            throw new ConfigurationException($"maillog_file value '{file}' does not match any prefix in maillog_file_prefixes");
    }

    /// <summary>Checks that a list has only allowed names.</summary>
    /// <returns>The names without repetition.</returns>
    private static HashSet<string> CheckNames(string context, string value, string[] allowed)
    {
        var names = value.Split(Separators, StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
        return names.FirstOrDefault(name => !allowed.Contains(name)) is { } unknown
            ? throw new ConfigurationException($"unknown {context} value \"{unknown}\" in \"{value}\"")
            : names;
    }

    private ToolParameters Collect(CompatibilityLevel level, string origin, NonBdbMigrationLevel migration, Dictionary<string, string> environment) => new()
    {
        CompatibilityLevel = level,
        Utf8Enabled = _values.Boolean("smtputf8_enable"),
        DefaultDatabaseType = Text("default_database_type"),
        DefaultCacheDatabaseType = Differences.HasDefaultCacheType ? Text("default_cache_db_type") : null,
        LmdbMapSize = _values.Number("lmdb_map_size"),
        BerkeleyDbCreateBufferSize = (int)_values.Number("berkeley_db_create_buffer_size"),
        BerkeleyDbReadBufferSize = (int)_values.Number("berkeley_db_read_buffer_size"),
        AliasDatabase = Text("alias_database"),
        MyHostName = Text("myhostname"),
        MyDomain = Text("mydomain"),
        MyOrigin = ByteText.ToText(origin),
        CommandDirectory = Text("command_directory"),
        QueueDirectory = Text("queue_directory"),
        SyslogName = Text("syslog_name"),
        ImportEnvironment = Text("import_environment"),
        EnvironmentVariables = environment,
        HeaderSizeLimit = (int)_values.Number("header_size_limit"),
        LineLengthLimit = (int)_values.Number("line_length_limit"),
        MimeNestingLimit = (int)_values.Number("mime_nesting_limit"),
        MimeBoundaryLengthLimit = (int)_values.Number("mime_boundary_length_limit"),
        DeliverLockAttempts = (int)_values.Number("deliver_lock_attempts"),
        NonBdbMigrationLevel = migration,
        NonBdbCustomMapping = Differences.HasNonBdbMigration ? Text("non_bdb_custom_mapping") : "",
        NonBdbLogRedirect = Differences.HasNonBdbMigration && _values.Boolean("non_bdb_migration_log_redirect"),
    };

    private string Text(string name) => ByteText.ToText(_values.Text(name));
}
