using MapKit.Lookup;
using MapKit.PostgreSql.Querying;

namespace MapKit.Cli.Commands.Options;

/// <summary>Opens <c>pgsql:</c> tables with MapKit's client of PostgreSQL.</summary>
internal static class PostgreSqlTables
{
    private const string Type = "pgsql:";

    /// <summary>Opens a table.</summary>
    /// <param name="specification">The table with its type.</param>
    /// <param name="options">How it is queried.</param>
    /// <returns>Null for another type, for settings in main.cf, and where this program has no client: such a table is queried with <c>postmap -q</c>.</returns>
    /// <exception cref="LookupException">It cannot be opened.</exception>
    public static LookupTable? Open(string specification, LookupOptions options)
    {
        specification = LookupTypes.WithoutProxy(specification);
        if (!specification.StartsWith(Type, StringComparison.Ordinal) || specification.AsSpan(Type.Length) is not ['/' or '.', ..]) return null;
        if (PostgreSqlProgram.IsThis) return ClientTable.OpenFile(specification[Type.Length..], options);

        // The other program begins again, so that standard input must not have been read.
        if (!Environment.GetCommandLineArgs().Contains("-")) PostgreSqlProgram.Start();
        return null;
    }
}
