using MapKit.Maps;
using MapKit.Source;

namespace MapKit.Configuration.References;

/// <summary>A table that the configuration names, and every place that names it.</summary>
/// <param name="Type">The type: the text before the first colon.</param>
/// <param name="Name">The name: the text after it; a path for types with files.</param>
/// <param name="Uses">Where it is named; at least one.</param>
public sealed record TableReference(string Type, string Name, IReadOnlyList<TableUse> Uses)
{
    /// <summary>The type of its map, or null if MapKit has no such type.</summary>
    public MapType? MapType => MapTypes.TryParse(Type, out var type) ? type : null;

    /// <summary>Whether its name is that of a source in the syntax of postmap or postalias.</summary>
    public bool HasSource => !Role.IsCache && Name.StartsWith('/') && (MapType is not null || Type == "texthash");

    /// <summary>Its use; of several uses the first with a specific format. Postfix reads a texthash of aliases in the syntax of postmap, not of postalias.</summary>
    public TableRole Role => FirstRole is { } role && Type == "texthash" && role.Format == Tables.TableFormat.Aliases ? TableRole.FromFormat(Tables.TableFormat.Plain) : FirstRole;

    private TableRole FirstRole => (Uses.FirstOrDefault(use => use.Role.Format is { IsWeak: false } format && format != Tables.TableFormat.Plain) ?? Uses.FirstOrDefault(use => use.Role.Format.IsWeak) ?? Uses.FirstOrDefault(use => use.Role.IsCache) ?? Uses[0]).Role;

    /// <summary>Whether a parameter makes the table secret.</summary>
    public bool IsSecret => Uses.Any(use => use.Role.IsSecret);

    /// <summary>The name with secrets masked: without the secrets in <c>static:</c> and <c>inline:</c>.</summary>
    public string ShownName => IsSecret ? Tables.SecretMask.TableName(Type, Name) : Name;

    /// <summary>The type and name, with secrets masked.</summary>
    public override string ToString() => $"{Type}:{ShownName}";
}

/// <summary>One place in the configuration that names a table.</summary>
public sealed record TableUse
{
    /// <summary>The parameter in whose value Postfix finds the table.</summary>
    public required string Parameter { get; init; }

    /// <summary>The service of master.cf that uses it, or null for all that use main.cf's value.</summary>
    public MasterService? Service { get; init; }

    /// <summary>The use of the table.</summary>
    public required TableRole Role { get; init; }

    /// <summary>
    /// The parameter in whose value the type is written: <see cref="Parameter"/> or one that it names with <c>$</c>, such as
    /// <c>default_database_type</c>.
    /// </summary>
    public required string WrittenIn { get; init; }

    /// <summary>The setting in which the type is written; null if it is a default, or in a file that a list names.</summary>
    public Setting? Setting { get; init; }

    /// <summary>The file in which the type is written; null for a default.</summary>
    public string? Path { get; init; }

    /// <summary>Where in the file the type is written; null for a default.</summary>
    public SourcePlace? Place { get; init; }

    /// <summary>Where the type begins in the value of <see cref="WrittenIn"/> as written, in bytes of UTF-8; null in a file that a list names.</summary>
    public int? TypeOffset { get; init; }

    /// <summary>The tables through which it is opened, outermost first: <c>proxy</c>, <c>debug</c>, <c>unionmap</c>, <c>pipemap</c>.</summary>
    public IReadOnlyList<string> Through { get; init; } = [];
}
