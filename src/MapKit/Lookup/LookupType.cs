using MapKit.Postfix;

namespace MapKit.Lookup;

/// <summary>One type of table.</summary>
/// <param name="Name">The name before the colon.</param>
/// <param name="Access">What can be done with its tables besides asking.</param>
/// <param name="Open">Opens a table, or null where Postfix knows the type and we cannot ask it.</param>
internal sealed record LookupType(string Name, TableAccess Access, Func<string, LookupOptions, LookupTable>? Open)
{
    /// <summary>The first Postfix that knows the type.</summary>
    public PostfixVersion Since { get; init; } = PostfixVersion.Postfix37;

    /// <summary>Whether its tables are others that have checked keys and values already.</summary>
    public bool IsChecked { get; init; }

    /// <summary>Whether a Postfix knows the type.</summary>
    public bool IsKnownTo(PostfixVersion version) => Since == version || Since == PostfixVersion.Postfix37;
}
