namespace MapKit.Postfix;

/// <summary>The types of lookup tables that some build of Postfix has, and the packages that bring those that are built as plugins.</summary>
internal static class TableTypes
{
    /// <summary>The types that distributions build as plugins (<c>dynamicmaps.cf</c>).</summary>
    private static readonly string[] Packaged = ["cdb", "ldap", "lmdb", "mongodb", "mysql", "pcre", "pgsql", "sqlite"];

    private static readonly string[] Names =
    [
        .. Packaged, "btree", "cidr", "dbm", "debug", "environ", "fail", "hash", "inline", "internal", "memcache", "netinfo", "nis", "nisplus", "pipemap", "proxy",
        "randmap", "regexp", "sdbm", "socketmap", "static", "tcp", "texthash", "unionmap", "unix",
    ];

    /// <summary>Whether some build of Postfix has a type.</summary>
    /// <param name="type">The type; upper and lower case differ.</param>
    public static bool IsKnown(string type) => Array.IndexOf(Names, type) >= 0;

    /// <summary>The package with which distributions provide a type; null if every Postfix should have it.</summary>
    /// <param name="type">The type.</param>
    public static string? PackageOf(string type) => Array.IndexOf(Packaged, type) < 0 ? null
        : type == "pgsql" ? "postfix-pgsql (Debian, Ubuntu, Fedora, RHEL, Alpine) or postfix-postgresql (SUSE)"
        : $"postfix-{type}";

    /// <summary>The type that a misspelled or differently capitalised one means, or null.</summary>
    /// <param name="type">The type as written.</param>
    /// <param name="isNear">Whether two words differ by one character.</param>
    public static string? Meant(string type, Func<string, string, bool> isNear)
    {
        var lower = type.ToLowerInvariant();
        return IsKnown(lower) ? lower : Array.Find(Names, name => name.Length > 3 && isNear(lower, name));
    }
}
