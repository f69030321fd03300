using System.Globalization;
using System.Reflection;
using MapKit.PostgreSql.Connections;

namespace MapKit.PostgreSql.Schema;

/// <summary>Creates and updates MapKit's tables in a database: numbered scripts, of which each runs once.</summary>
internal static class Migrations
{
    /// <summary>The lock that publishers and migrations take: one at a time.</summary>
    public const long Lock = 0x6D61706B6974;

    /// <summary>The roles; the first owns the schema.</summary>
    private static readonly string[] Roles = ["mapkit_publisher", "mapkit_reader", "mapkit_credentials"];

    private static readonly Assembly Assembly = typeof(Migrations).Assembly;

    /// <summary>The number of the newest script.</summary>
    public static int Newest { get; } = Assembly.GetManifestResourceNames().Count(name => name.EndsWith(".sql", StringComparison.Ordinal));

    /// <summary>Runs the scripts that have not run yet.</summary>
    /// <param name="session">A connection to the primary.</param>
    /// <returns>The version before (0 for an empty database) and after.</returns>
    /// <exception cref="DatabaseException">The schema is newer, or the role may not create it.</exception>
    public static (int Before, int After) Apply(DatabaseSession session)
    {
        if (session.Value<string>("SELECT current_setting('server_encoding')") is not "UTF8" and var encoding)
            throw new DatabaseException($"the database has the encoding {encoding}, which cannot hold all bytes of a table; create one with ENCODING 'UTF8'");
        session.Execute("BEGIN");
        session.ExecuteLong("SELECT pg_advisory_xact_lock($1)", Lock);
        CreateRoles(session);
        if (!session.Value<bool>("SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'mapkit')")) session.Execute("CREATE SCHEMA mapkit AUTHORIZATION mapkit_publisher");
        session.Execute("SET LOCAL ROLE mapkit_publisher");
        session.Execute("CREATE TABLE IF NOT EXISTS mapkit.migration (version int PRIMARY KEY, applied timestamptz NOT NULL)");
        var before = VersionIn(session);
        if (before > Newest) throw Newer(before);
        for (var version = before + 1; version <= Newest; version++)
        {
            session.ExecuteLong(Script(version));
            session.Execute("INSERT INTO mapkit.migration VALUES ($1, clock_timestamp())", version);
        }

        session.Commit();
        return (before, Newest);
    }

    /// <summary>Checks that the database has the tables of this version.</summary>
    /// <exception cref="DatabaseException">It has none, older or newer ones.</exception>
    public static void Check(DatabaseSession session)
    {
        if (!session.Value<bool>("SELECT to_regclass('mapkit.migration') IS NOT NULL"))
            throw new DatabaseException("the database has no tables of MapKit; create them with mapkit publish --init, as a user who may create roles");
        var version = VersionIn(session);
        if (version > Newest) throw Newer(version);
        if (version < Newest) throw new DatabaseException($"the tables in the database are of an older MapKit (schema {version}, this one needs {Newest}); update them with mapkit publish --init");
    }

    private static int VersionIn(DatabaseSession session) => session.Value<int>("SELECT coalesce(max(version), 0) FROM mapkit.migration");

    private static DatabaseException Newer(int version) =>
        new($"the tables in the database are of a newer MapKit (schema {version}, this one knows {Newest}); update mapkit on this host");

    private static void CreateRoles(DatabaseSession session)
    {
        foreach (var role in Roles)
        {
            if (!session.Value<bool>("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1)", role)) session.Execute($"CREATE ROLE {role} NOLOGIN");
        }

        if (!session.Value<bool>("SELECT pg_has_role('mapkit_publisher', 'MEMBER')")) session.Execute("GRANT mapkit_publisher TO CURRENT_USER");
    }

    private static string Script(int version)
    {
        using var stream = Assembly.GetManifestResourceStream(string.Create(CultureInfo.InvariantCulture, $"{version:000}.sql"))!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
