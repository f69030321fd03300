using MapKit.Postfix;

namespace MapKit.Lookup;

/// <summary>One type of table.</summary>
/// <param name="Name">The name before the colon.</param>
/// <param name="Access">What can be done with its tables besides asking.</param>
/// <param name="Open">Opens a table, or null where Postfix knows the type and we cannot ask it.</param>
internal sealed record LookupType(string Name, TableAccess Access, Func<string, LookupOptions, LookupTable>? Open)
{
    /// <summary>Whether a version knows the type.</summary>
    public Func<VersionDifferences, bool> IsKnownTo { get; init; } = static _ => true;

    /// <summary>Whether its tables are others that have checked keys and values already.</summary>
    public bool IsChecked { get; init; }
}
