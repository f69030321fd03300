using MapKit.Source;

namespace MapKit.Operations.Migrate.Planning;

/// <summary>A place where a type of Berkeley DB is written, and what the tables need whose type it gives.</summary>
/// <param name="Path">The file.</param>
/// <param name="Place">Where the type is, or its first part.</param>
/// <param name="Type">The type.</param>
/// <param name="Parameter">The parameter in whose value it is written.</param>
/// <param name="Service">The service of master.cf whose option sets the parameter, or null.</param>
internal sealed record TypePlace(string Path, SourcePlace Place, string Type, string Parameter, string? Service)
{
    private readonly List<(string Table, string? NewType)> _tables = [];

    /// <summary>The new types that the tables need; null for a table that is left as it is.</summary>
    public IReadOnlyList<string?> NewTypes => [.. _tables.Select(table => table.NewType).Distinct()];

    /// <summary>Adds a table whose type is given here.</summary>
    /// <param name="table">The table, with secrets masked.</param>
    /// <param name="newType">The type that it needs; null if it is left as it is.</param>
    public void Add(string table, string? newType)
    {
        if (!_tables.Contains((table, newType))) _tables.Add((table, newType));
    }

    /// <summary>Why a table is left that has neither a source nor a map.</summary>
    /// <param name="table">The table, with secrets masked.</param>
    public static string ReasonOfBroken(string table) => BerkeleyDbTypes.SuffixOf(table) is { } suffix
        ? $"{table}: Postfix appends {suffix} and opens a file whose name ends in {suffix}{suffix}, which does not exist: write {table[..^suffix.Length]}, then migrate again"
        : $"{table}: there is neither a source nor a map, so that Postfix cannot open the table now either";

    /// <summary>Why the type cannot be replaced; null if it can.</summary>
    /// <param name="bytes">The content of the file.</param>
    public (RemainingKind Kind, string Reason)? Problem(ReadOnlySpan<byte> bytes)
    {
        var newTypes = NewTypes;
        if (Place.Span.Length != Type.Length || ByteText.FromBytes(bytes.Slice((int)Place.Span.Start, Place.Span.Length)) != Type)
            return (RemainingKind.NotUnderstood, $"the type {Type} is put together from parts");
        if (newTypes is [null]) return (RemainingKind.Broken, ReasonOfBroken(_tables[0].Table));
        if (newTypes is [_]) return null;
        var needs = _tables.Select(table => table.NewType is { } type ? $"{table.Table} needs {type}" : $"{table.Table} is left, because it has neither a source nor a map");
        return (RemainingKind.Shared, $"one word gives the type of several tables: {string.Join(", ", needs)}");
    }
}
