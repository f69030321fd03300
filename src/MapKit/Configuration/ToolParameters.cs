using MapKit.Configuration.StartUp;
using MapKit.Platform.Accounts;

namespace MapKit.Configuration;

/// <summary>
/// The parameters that postmap, postalias and newaliases use. Reading them performs every check that these programs perform at
/// start-up, in their order: a configuration that Postfix refuses is refused with the same message.
/// </summary>
internal sealed record ToolParameters
{
    /// <summary><c>compatibility_level</c></summary>
    public required CompatibilityLevel CompatibilityLevel { get; init; }

    /// <summary><c>smtputf8_enable</c>: whether UTF-8 mode is on unless an option turns it off (docs/formats/folding.md#utf-8-mode).</summary>
    public required bool Utf8Enabled { get; init; }

    /// <summary><c>default_database_type</c>: the type of a table that is named without one.</summary>
    public required string DefaultDatabaseType { get; init; }

    /// <summary><c>default_cache_db_type</c>; null for 3.7, which does not have it.</summary>
    public required string? DefaultCacheDatabaseType { get; init; }

    /// <summary><c>lmdb_map_size</c>: the initial size limit of a new LMDB map, in bytes.</summary>
    public required long LmdbMapSize { get; init; }

    /// <summary><c>berkeley_db_create_buffer_size</c>, in bytes.</summary>
    public required int BerkeleyDbCreateBufferSize { get; init; }

    /// <summary><c>berkeley_db_read_buffer_size</c>, in bytes.</summary>
    public required int BerkeleyDbReadBufferSize { get; init; }

    /// <summary><c>alias_database</c>: what newaliases builds.</summary>
    public required string AliasDatabase { get; init; }

    /// <summary><c>myhostname</c></summary>
    public required string MyHostName { get; init; }

    /// <summary><c>mydomain</c></summary>
    public required string MyDomain { get; init; }

    /// <summary><c>myorigin</c>; for 3.7 the content of the file, if it names one.</summary>
    public required string MyOrigin { get; init; }

    /// <summary><c>command_directory</c>: where the administrator's commands are.</summary>
    public required string CommandDirectory { get; init; }

    /// <summary><c>queue_directory</c></summary>
    public required string QueueDirectory { get; init; }

    /// <summary><c>syslog_name</c></summary>
    public required string SyslogName { get; init; }

    /// <summary><c>import_environment</c> as written.</summary>
    public required string ImportEnvironment { get; init; }

    /// <summary>The variables that <c>import_environment</c> sets, which the programs put into their own environment.</summary>
    public required IReadOnlyDictionary<string, string> EnvironmentVariables { get; init; }

    /// <summary><c>header_size_limit</c>, in bytes.</summary>
    public required int HeaderSizeLimit { get; init; }

    /// <summary><c>line_length_limit</c>, in bytes.</summary>
    public required int LineLengthLimit { get; init; }

    /// <summary><c>mime_nesting_limit</c></summary>
    public required int MimeNestingLimit { get; init; }

    /// <summary><c>mime_boundary_length_limit</c>, in bytes.</summary>
    public required int MimeBoundaryLengthLimit { get; init; }

    /// <summary><c>deliver_lock_attempts</c></summary>
    public required int DeliverLockAttempts { get; init; }

    /// <summary><c>non_bdb_migration_level</c> (3.11).</summary>
    public required NonBdbMigrationLevel NonBdbMigrationLevel { get; init; }

    /// <summary><c>non_bdb_custom_mapping</c> (3.11): a table of types that replace others, or empty.</summary>
    public required string NonBdbCustomMapping { get; init; }

    /// <summary><c>non_bdb_migration_log_redirect</c> (3.11).</summary>
    public required bool NonBdbLogRedirect { get; init; }

    /// <summary>Reads and checks the parameters.</summary>
    /// <param name="configuration">main.cf.</param>
    /// <param name="checkAccounts">
    /// Whether the named users and groups must exist, as Postfix requires. A system without Postfix has none.
    /// </param>
    /// <exception cref="ConfigurationException">The first error that Postfix would report.</exception>
    public static ToolParameters Read(MainConfiguration configuration, bool checkAccounts = true) =>
        new ToolParameterReader(configuration, checkAccounts ? SystemAccounts.OfThisSystem : null).Read();
}
