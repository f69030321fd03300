using System.Globalization;

namespace MapKit.Postfix;

/// <summary>
/// The list of all differences between Postfix 3.7 (Debian's 3.7.11) and 3.12. Code uses a difference by its name; no code
/// outside this folder compares versions. Each member names the page of docs/formats that has the details; docs/formats/versions.md
/// has all of them in a table.
/// </summary>
internal sealed class VersionDifferences
{
    private static readonly VersionDifferences In37 = new(is37: true);
    private static readonly VersionDifferences In312 = new(is37: false);

    private readonly bool _is37;

    private VersionDifferences(bool is37) => _is37 = is37;

    /// <summary>The values of one version.</summary>
    /// <param name="version">The version that is followed.</param>
    public static VersionDifferences In(PostfixVersion version) => version == PostfixVersion.Postfix37 ? In37 : In312;

    // Behaviour.

    /// <summary>
    /// 3.7: postalias stores the plain form of a quoted alias name, and local(8) queries that form alone.
    /// 3.12 (since 20260312): postalias stores the quoted form; local(8) queries it first, then the plain one (docs/formats/aliases.md).
    /// </summary>
    public bool AliasesStorePlainForm => _is37;

    /// <summary>
    /// 3.7: Debian builds with NIS, so postalias adds the records <c>YP_LAST_MODIFIED</c> and <c>YP_MASTER_NAME</c>.
    /// 3.12: built without NIS; there are no such records (docs/formats/aliases.md).
    /// </summary>
    public bool AliasesHaveNisRecords => _is37;

    /// <summary>
    /// 3.7: <c>texthash:</c> and <c>inline:</c> check the lines that they load as UTF-8 and fold keys by Unicode.
    /// 3.12: they load before the UTF-8 layer is in place: nothing is checked, and keys are folded in ASCII (docs/formats/folding.md).
    /// </summary>
    public bool LoadingTablesIsInUtf8Mode => _is37;

    /// <summary>
    /// 3.7: of <c>unionmap:</c> and <c>pipemap:</c>, the members before a malformed one are opened, and may be refused first.
    /// 3.12: a malformed member is refused before any is opened (docs/formats/pattern-tables.md).
    /// </summary>
    public bool MembersAreOpenedBeforeMalformedOne => _is37;

    /// <summary>
    /// 3.7: a table without a type ends the program. 3.12: the table is opened, and each lookup fails
    /// (docs/formats/configuration.md#where-tables-are-named).
    /// </summary>
    public bool TableWithoutTypeIsFatal => _is37;

    /// <summary>3.7: Debian's build cannot list the records of a cdb map. 3.12: it can (docs/formats/map-types.md).</summary>
    public bool CdbCanBeListed => !_is37;

    /// <summary>3.7: no <c>enable_rpk</c> and <c>policy_...</c> in TLS policies. 3.12: there are (docs/formats/tls-policy.md).</summary>
    public bool HasNewTlsAttributes => !_is37;

    /// <summary>3.7: no <c>debug:</c> tables. 3.12: <c>debug:type:name</c> logs what a table answers (docs/formats/versions.md).</summary>
    public bool HasDebugTables => !_is37;

    /// <summary>3.7: no such function. 3.12: <c>non_bdb_migration_level</c> and its kin replace hash and btree (docs/formats/bdb-migration.md).</summary>
    public bool HasNonBdbMigration => !_is37;

    /// <summary>3.7: <c>$process_name</c> is undefined in postmap. 3.12: it is defined (docs/formats/configuration.md).</summary>
    public bool DefinesProcessName => !_is37;

    /// <summary>3.7: macros have no functions. 3.12: <c>${domain_to_ascii{...}}</c> and others (docs/formats/configuration.md).</summary>
    public bool HasMacroFunctions => !_is37;

    /// <summary>
    /// 3.7: a map made by root of a source that root owns gets the source's group. 3.12: it gets root's (docs/formats/map-ownership.md).
    /// </summary>
    public bool MapTakesGroupOfRootsSource => _is37;

    /// <summary>3.7: no check. 3.12: a map owned by root in another user's folder gives a warning (docs/formats/map-ownership.md).</summary>
    public bool ChecksFolderOwner => !_is37;

    /// <summary>3.7: <c>-d</c> warns about a map that is older than its source. 3.12: it does not (docs/formats/map-types.md).</summary>
    public bool DeletingWarnsOfOlderMap => _is37;

    /// <summary>
    /// 3.7: Debian's <c>myorigin = /etc/mailname</c> names a file with the domain. 3.12: the text itself is the domain
    /// (docs/formats/configuration.md).
    /// </summary>
    public bool OriginMayNameFile => _is37;

    /// <summary>3.7: a port of <c>known_tcp_ports</c> may have any size. 3.12: above 65535 it is out of range (docs/formats/configuration.md).</summary>
    public bool ChecksRangeOfKnownPorts => !_is37;

    /// <summary>3.7: postmap and postalias have no option <c>-j</c>. 3.12: it prints JSON (docs/formats/postmap-command.md).</summary>
    public bool HasJsonOption => !_is37;

    /// <summary>3.7: <c>-i</c> goes with <c>-q</c>, <c>-s</c> and <c>-d</c>. 3.12: the four exclude one another (docs/formats/postmap-messages.md).</summary>
    public bool UpdateExcludesOtherModes => !_is37;

    // Parameters that one of the two does not have, or reads at another time. (docs/formats/configuration.md)

    /// <summary>3.7: not known. 3.12: <c>maillog_file_permissions</c>, which is checked.</summary>
    public bool HasLogFilePermissions => !_is37;

    /// <summary>3.7: not known. 3.12: <c>requiretls_enable</c> and <c>tls_required_enable</c>.</summary>
    public bool HasRequireTls => !_is37;

    /// <summary>3.7: not known. 3.12: <c>default_cache_db_type</c>.</summary>
    public bool HasDefaultCacheType => !_is37;

    /// <summary>3.7: fewer words are known in <c>smtpd_forbid_bare_newline</c>, EHLO keyword lists, <c>milter_default_action</c> and TLS log levels (docs/formats/parameters.md).</summary>
    public bool HasWordsOf312 => !_is37;

    /// <summary>3.7: not known. 3.12: <c>socketmap_max_reply_size</c> and <c>socketmap_max_query_size</c>.</summary>
    public bool HasSocketmapLimits => !_is37;

    /// <summary>3.7: <c>alias_database</c> is read before <c>default_database_type</c>, whose macro it does not use. 3.12: after it.</summary>
    public bool ReadsAliasDatabaseFirst => _is37;

    /// <summary>
    /// 3.7: the client of PostgreSQL always uses the encoding LATIN1.
    /// 3.12 (since 3.8): that of the setting <c>encoding</c>, UTF8 by default (docs/formats/versions.md).
    /// </summary>
    public bool PostgreSqlIsAlwaysLatin1 => _is37;

    /// <summary>The prefix of the value in rows of the defaults table that differ between the versions.</summary>
    public ReadOnlySpan<byte> LabelOfDefaults => _is37 ? "3.7 "u8 : "3.12 "u8;

    /// <summary>The version that labels rows of the catalogue of parameters that differ between the versions.</summary>
    public string LabelOfParameters => _is37 ? "3.7" : "3.12";

    // Messages. (docs/formats/postmap-messages.md)

    /// <summary>3.7: silent. 3.12: warns that text after a NUL byte may be ignored (docs/formats/source-lines.md).</summary>
    public bool WarnsOfNulBytes => !_is37;

    /// <summary>
    /// 3.7: in UTF-8 mode messages show any lead byte with continuation bytes. 3.12: only valid UTF-8; other bytes become <c>?</c>
    /// (docs/formats/folding.md).
    /// </summary>
    public bool MessagesShowOnlyValidUtf8 => !_is37;

    /// <summary>Why two of <c>-d</c>, <c>-i</c>, <c>-q</c> and <c>-s</c> are refused.</summary>
    public string ExclusiveModes => _is37 ? "specify only one of -s or -q or -d" : "specify only one of -d -i -q or -s";

    /// <summary>The message for an alias name with a domain (docs/formats/aliases.md).</summary>
    public string AliasNameMustBeLocal => _is37 ? "name must be local" : "name must be local and have no domain";

    /// <summary>Why records of a cdb map cannot be added or deleted.</summary>
    public string CdbCannotBeChanged => _is37
        ? "dict_cdb_open: inappropriate open flags for cdb database - specify O_RDONLY or O_WRONLY|O_CREAT|O_TRUNC"
        : "unsupported non-bulk change request";

    /// <summary>Why no map of an unknown type can be made.</summary>
    /// <param name="type">The type.</param>
    public string UnknownTypeToCreate(string type) => _is37
        ? $"unsupported dictionary type: {type}. Is the postfix-{type} package installed?"
        : $"unsupported map type: {type}";

    /// <summary>Why no map of a type without a separate file can be built. 3.7 has the same message for an update (null in 3.12).</summary>
    /// <param name="type">The type.</param>
    /// <param name="isUpdate">Whether records were to be added.</param>
    public string? TypeCannotBeCreated(string type, bool isUpdate)
    {
        if (_is37) return $"unsupported dictionary type: {type} does not support bulk-mode creation.";
        return isUpdate ? null : $"no 'map create' support for this type: {type}";
    }

    /// <summary>How <c>mail_owner</c> and <c>setgid_group</c> are refused whose number another account has.</summary>
    /// <param name="what"><c>user</c> or <c>group</c>.</param>
    /// <param name="number">The number.</param>
    /// <param name="other">The other account.</param>
    public string SharedAccountNumber(string what, uint number, string other) => _is37
        ? $"same {what} ID as {other}"
        : string.Create(CultureInfo.InvariantCulture, $"the same {what} ID {number} as {what} {other}");
}
