using MapKit.Maps;
using MapKit.Source;

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

/// <summary>One place in the configuration that names a table.</summary>
public sealed record TableUse
{
    /// <summary>The parameter in whose value Postfix finds the table.</summary>
    public required string Parameter { get; init; }

    /// <summary>The service of master.cf for which it is so, or null for all that use main.cf's value.</summary>
    public MasterService? Service { get; init; }

    /// <summary>What the table is used for.</summary>
    public required TableRole Role { get; init; }

    /// <summary>
    /// The parameter in whose value the type is written: <see cref="Parameter"/> itself or one that it names with <c>$</c>, such as
    /// <c>default_database_type</c>.
    /// </summary>
    public required string WrittenIn { get; init; }

    /// <summary>The setting in which the type is written; null if it is a default, or in a file that a list names.</summary>
    public Setting? Setting { get; init; }

    /// <summary>The file in which the type is written; null for a default.</summary>
    public string? Path { get; init; }

    /// <summary>Where in the file the type is written; null for a default.</summary>
    public SourcePlace? Place { get; init; }

    /// <summary>Where the type begins in the value of <see cref="WrittenIn"/> as it is written, in bytes of UTF-8; null in a file that a list names.</summary>
    public int? TypeOffset { get; init; }

    /// <summary>The tables through which it is opened, outermost first: <c>proxy</c>, <c>debug</c>, <c>unionmap</c>, <c>pipemap</c>.</summary>
    public IReadOnlyList<string> Through { get; init; } = [];
}
