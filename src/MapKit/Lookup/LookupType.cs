using MapKit.Postfix;

namespace MapKit.Lookup;

/// <summary>One type of table.</summary>
/// <param name="Name">The name before the colon.</param>
/// <param name="Access">What can be done with its tables besides asking.</param>
/// <param name="Open">Opens a table, or null if Postfix knows the type and we cannot ask it.</param>
internal sealed record LookupType(string Name, TableAccess Access, Func<string, LookupOptions, LookupTable>? Open)
{
    /// <summary>Whether a version knows the type.</summary>
    public Func<VersionDifferences, bool> IsKnownTo { get; init; } = static _ => true;

    /// <summary>Whether its tables are others that have checked keys and values already.</summary>
    public bool IsChecked { get; init; }
}

/// <summary>What a type of table allows besides asking.</summary>
internal enum TableAccess
{
    /// <summary>It can only be opened for asking.</summary>
    Ask,

    /// <summary>It can be opened for changing, but changes nothing.</summary>
    Nothing,

    /// <summary>Entries can be added, for as long as the program runs.</summary>
    Add,

    /// <summary>Everything but building it from a source, for as long as the program runs.</summary>
    Change,

    /// <summary>It is a map, which is built from a source; whether single records can be changed depends on its engine.</summary>
    Map,

    /// <summary>Every change is an error.</summary>
    Fail,

    /// <summary>What the table allows whose name follows.</summary>
    Inner,
}
