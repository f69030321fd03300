namespace MapKit.Diagnostics;

/// <content>MK2980 to MK2989: the settings of clients of databases and servers.</content>
public static partial class Rules
{
    internal static readonly DiagnosticRule NoClientSetting = new("MK2980", Severity.Error, "line is not a setting")
    {
        Finds = "A line of the settings of an ldap, mysql, pgsql, sqlite, memcache or mongodb table is not `name = value`.",
        Effect = "Every program that opens the table stops.",
        Remedy = "Write `name = value`, and a `#` only at the start of a line.",
    };

    internal static readonly DiagnosticRule UnknownClientSetting = new("MK2981", Severity.Warning, "unknown setting of a client")
    {
        Finds = "The settings of an ldap, mysql, pgsql, sqlite, memcache or mongodb table have a name that this type does not know.",
        Effect = "Postfix ignores it.",
        Remedy = "Write the name as in the manual of the type, such as mysql_table(5).",
    };

    internal static readonly DiagnosticRule MissingClientSetting = new("MK2982", Severity.Error, "missing setting of a client")
    {
        Finds = "The settings of a table lack one that its type needs: `dbname`, `dbpath`, `query`, `search_base` and the like.",
        Effect = "Every program that opens the table stops, and Postfix defers the mail. Without `search_base`, ldap searches the whole directory.",
        Remedy = "Set it.",
    };

    internal static readonly DiagnosticRule BadPlaceholder = new("MK2983", Severity.Error, "bad placeholder in a template")
    {
        Finds = "A `%` in a query or result format is followed by none of `s`, `u`, `d`, `S`, `U`, `D`, `1` to `9` and `%`.",
        Effect = "Every program that opens the table stops with `Invalid template`.",
        Remedy = "Write one of these letters, or `%%` for a percent sign.",
    };

    internal static readonly DiagnosticRule OldClientSetting = new("MK2984", Severity.Info, "old setting of a client")
    {
        Finds = "A setting of a client has been replaced by another, or has no effect any more.",
        Effect = "Postfix still reads it, or ignores it.",
        Remedy = "Write the newer form.",
    };

    internal static readonly DiagnosticRule PlaceholderWithoutQuotes = new("MK2985", Severity.Warning, "placeholder without quotes")
    {
        Finds = "A placeholder such as `%s` is not in quotes in the query of an SQL table.",
        Effect = "Postfix puts the key there as it is. The database reports a syntax error, and the lookup fails.",
        Remedy = "Write quotes around it: `'%s'`.",
    };
}
