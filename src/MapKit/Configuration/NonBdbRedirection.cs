using MapKit.Diagnostics;
using MapKit.Source;

namespace MapKit.Configuration;

/// <summary>
/// The types that Postfix 3.11 and later open and build in place of hash and btree (docs/formats/bdb-migration.md#redirection):
/// <c>hash:x</c> becomes <c>$default_database_type:x</c>, <c>btree:x</c> becomes <c>$default_cache_db_type:x</c>, unless
/// <c>non_bdb_custom_mapping</c> says otherwise.
/// </summary>
internal sealed class NonBdbRedirection
{
    private const string Hash = "hash";
    private const string Btree = "btree";

    private readonly ToolParameters _parameters;
    private readonly Func<string, bool> _isSupported;
    private readonly Func<string, string?> _customMapping;
    private readonly IDiagnosticSink _messages;

    /// <summary>Creates the redirection.</summary>
    /// <param name="parameters">The level and the types.</param>
    /// <param name="isSupported">Whether tables of a type can be opened.</param>
    /// <param name="customMapping">
    /// Queries the table <see cref="ToolParameters.NonBdbCustomMapping"/>, if there is one; null for a missing key.
    /// </param>
    /// <param name="messages">Receives Postfix's log messages; a redirection has severity <see cref="Severity.Info"/>.</param>
    /// <exception cref="ConfigurationException">The custom mapping is itself of a type that is redirected.</exception>
    public NonBdbRedirection(
        ToolParameters parameters, Func<string, bool> isSupported, Func<string, string?> customMapping, IDiagnosticSink messages)
    {
        _parameters = parameters;
        _isSupported = isSupported;
        _customMapping = customMapping;
        _messages = messages;
        var mapping = parameters.NonBdbCustomMapping;
        var colon = mapping.IndexOf(':');
        if (IsActive && colon >= 0 && IsRedirected(mapping[..colon]))
            throw new ConfigurationException($"non_bdb_custom_mapping must not use legacy type: '{mapping[..colon]}'");
    }

    private bool IsActive => _parameters.NonBdbMigrationLevel != NonBdbMigrationLevel.Disable;

    /// <summary>The table to open instead of a table, or null for the table itself. For <c>LookupOptions.Redirect</c>.</summary>
    /// <param name="type">Type of the table.</param>
    /// <param name="name">Its name.</param>
    /// <exception cref="ConfigurationException">There is no type to replace it.</exception>
    public (string Type, string Name)? Open(string type, string name)
    {
        if (!IsActive || !IsRedirected(type)) return null;
        var target = TargetOf(type, name, out var error);
        if (error is not null)
        {
            Report(Severity.Warning, $"non-Berkeley-DB type mapping lookup error for '{type}:{name}': {error}");
            throw new ConfigurationException($"Berkeley DB type mapping lookup error for '{ByteText.FromText(type)}:{ByteText.FromText(name)}': {ByteText.FromText(error)}");
        }

        LogRedirection(type, name, target);
        if (_parameters.NonBdbMigrationLevel == NonBdbMigrationLevel.EnableReindex && target is not ("cdb" or "lmdb"))
        {
            var noSuffix = $"non-Berkeley-DB mapped type '{target}' has no known pathname suffix";
            Report(Severity.Warning, noSuffix);
            throw new ConfigurationException(ByteText.FromText(noSuffix));
        }

        return (target, name);
    }

    /// <summary>The table to build instead of a table, or null for the table itself.</summary>
    /// <param name="type">Type of the table.</param>
    /// <param name="name">Its name.</param>
    /// <exception cref="ConfigurationException">There is no type to replace it.</exception>
    public (string Type, string Name)? Create(string type, string name)
    {
        if (!IsActive || !IsRedirected(type)) return null;
        var target = TargetOf(type, name, out var error);
        if (error is not null) throw new ConfigurationException($"non_bdb migration mapping lookup error for '{ByteText.FromText(type)}': {ByteText.FromText(error)}");
        LogRedirection(type, name, target);
        return (target, name);
    }

    private string TargetOf(string type, string name, out string? error)
    {
        string? target = null;
        if (_parameters.NonBdbCustomMapping.Length > 0) target = _customMapping($"{type}:{name}") ?? _customMapping(type);
        target ??= type == Hash ? _parameters.DefaultDatabaseType : _parameters.DefaultCacheDatabaseType ?? "";
        error = target.Length == 0 || !target.All(char.IsAsciiLetterOrDigit) ? $"bad non-legacy database type syntax: '{target}'"
            : IsRedirected(target) ? $"mapping from '{type}' to legacy type '{target}'"
            : !_isSupported(target) ? $"mapping to unsupported database type: '{target}'"
            : null;
        return target;
    }

    private void LogRedirection(string type, string name, string target)
    {
        if (_parameters.NonBdbLogRedirect) Report(Severity.Info, $"redirecting {type}:{name} to {target}:{name}");
    }

    private void Report(Severity severity, string text) =>
        _messages.Report(new Diagnostic(Rules.Redirection, "main.cf", null, text) { PostfixText = ByteText.FromText(text), Severity = severity });

    private static bool IsRedirected(string type) => type is Hash or Btree;
}

/// <summary>What Postfix 3.11 and later do with a table of type hash or btree (docs/formats/bdb-migration.md#levels).</summary>
internal enum NonBdbMigrationLevel
{
    /// <summary><c>disable</c>: it is opened with its own type.</summary>
    Disable,

    /// <summary><c>enable-redirect</c>: a table with another type and the same name is opened instead.</summary>
    EnableRedirect,

    /// <summary><c>enable-reindex</c>: the same, and daemons request that a missing one is built.</summary>
    EnableReindex,
}
