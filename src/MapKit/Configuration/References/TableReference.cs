using MapKit.Maps;

namespace MapKit.Configuration.References;

/// <summary>A table that the configuration names, and every place that names it.</summary>
/// <param name="Type">The type: what stands before the first colon.</param>
/// <param name="Name">The name: what stands after it; a path for types with files.</param>
/// <param name="Uses">Where it is named; at least one.</param>
public sealed record TableReference(string Type, string Name, IReadOnlyList<TableUse> Uses)
{
    /// <summary>The type of its map, or null for a table that has none that MapKit knows.</summary>
    public MapType? MapType => MapTypes.TryParse(Type, out var type) ? type : null;

    /// <summary>Whether its name is that of a source in the syntax of postmap or postalias.</summary>
    public bool HasSource => !Role.IsCache && Name.StartsWith('/') && (MapType is not null || Type == "texthash");

    /// <summary>What it is used for; of several uses the first whose table has a format of its own.</summary>
    public TableRole Role => (Uses.FirstOrDefault(use => use.Role.Format != Tables.TableFormat.Plain || use.Role.ValuesAreFiles) ?? Uses.FirstOrDefault(use => use.Role.IsCache) ?? Uses[0]).Role;

    /// <summary>Whether a parameter makes it a table of secrets.</summary>
    public bool IsSecret => Uses.Any(use => use.Role.IsSecret);

    /// <summary>The name as it may be shown: without what <c>static:</c> and <c>inline:</c> hold of secrets.</summary>
    public string ShownName => IsSecret ? Tables.SecretMask.TableName(Type, Name) : Name;

    /// <summary>As it may be shown.</summary>
    public override string ToString() => $"{Type}:{ShownName}";
}
