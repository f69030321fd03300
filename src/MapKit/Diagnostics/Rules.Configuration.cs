namespace MapKit.Diagnostics;

/// <summary>MK50xx: main.cf.</summary>
public static partial class Rules
{
    /// <summary>
    /// A parameter that is set again with another value. Postfix takes the later one. Example: <c>biff = no</c> and further
    /// down <c>biff = yes</c>.
    /// </summary>
    public static readonly DiagnosticRule OverriddenSetting = new("MK5001", Severity.Warning, "setting is overridden");

    /// <summary>
    /// A macro that cannot be read or expanded. Every Postfix program that uses the parameter stops. Example:
    /// <c>mydestination = ${myhostname</c>.
    /// </summary>
    public static readonly DiagnosticRule BadMacro = new("MK5002", Severity.Error, "bad macro");

    /// <summary>
    /// A host name or domain that is none. Every Postfix program stops. Example: <c>myhostname = mail_server!</c>.
    /// </summary>
    public static readonly DiagnosticRule BadHostName = new("MK5003", Severity.Error, "bad host name");

    /// <summary>
    /// An item of <c>known_tcp_ports</c> that is not <c>name = port</c>. Postfix skips it. Example:
    /// <c>known_tcp_ports = smtp=mail</c>.
    /// </summary>
    public static readonly DiagnosticRule BadKnownPort = new("MK5004", Severity.Warning, "bad known TCP port");

    /// <summary>
    /// Permissions of a log file that Postfix does not accept. It takes the default. Example:
    /// <c>maillog_file_permissions = 0777</c>.
    /// </summary>
    public static readonly DiagnosticRule BadLogPermissions = new("MK5005", Severity.Warning, "bad log file permissions");

    /// <summary>
    /// A table of type hash or btree in whose place another is opened, because <c>non_bdb_migration_level</c> says so; or in
    /// whose place none can be. Example: <c>non_bdb_migration_level = enable-redirect</c> and <c>hash:/etc/aliases</c>.
    /// </summary>
    public static readonly DiagnosticRule Redirection = new("MK5006", Severity.Info, "table of another type is used");
}
