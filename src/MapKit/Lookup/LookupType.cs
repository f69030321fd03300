using MapKit.Postfix;

namespace MapKit.Lookup;

/// <summary>One type of table.</summary>
/// <param name="Name">The name before the colon.</param>
/// <param name="Access">The operations on its tables besides queries.</param>
/// <param name="Open">Opens a table, or null if Postfix knows the type and we cannot ask it.</param>
internal sealed record LookupType(string Name, TableAccess Access, Func<string, LookupOptions, LookupTable>? Open)
{
    /// <summary>Whether a version knows the type.</summary>
    public Func<VersionDifferences, bool> IsKnownTo { get; init; } = static _ => true;

    /// <summary>Whether its tables consist of others that have already checked keys and values.</summary>
    public bool IsChecked { get; init; }
}

/// <summary>What a table type allows besides queries.</summary>
internal enum TableAccess
{
    /// <summary>Only queries.</summary>
    Ask,

    /// <summary>It can be opened for changing, but changes nothing.</summary>
    Nothing,

    /// <summary>Entries can be added, until the program ends.</summary>
    Add,

    /// <summary>Everything except building it from a source, until the program ends.</summary>
    Change,

    /// <summary>It is a map, which is built from a source; whether single records can be changed depends on its engine.</summary>
    Map,

    /// <summary>Every change is an error.</summary>
    Fail,

    /// <summary>The access of the table whose name follows.</summary>
    Inner,
}
