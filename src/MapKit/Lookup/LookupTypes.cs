using MapKit.Lookup.Patterns;
using MapKit.Lookup.Tables;
using MapKit.Maps;
using MapKit.Platform;
using MapKit.Postfix;
using MapKit.Source;

namespace MapKit.Lookup;

/// <summary>
/// The one table of types that Postfix can ask. Opens a table of any of them, and says in Postfix's wording why it cannot be opened
/// or changed (docs/formats/postmap-messages.md#fatal-errors-of-lookups).
/// </summary>
internal static class LookupTypes
{
    /// <summary>The prefix of a table that proxymap(8) opens for a daemon.</summary>
    public const string Proxy = "proxy:";

    /// <summary>The maximum nesting of composed tables; Postfix has no limit but its stack.</summary>
    private const int DeepestNesting = 100;

    private static readonly LookupType[] Rows =
    [
        new("texthash", TableAccess.Ask, TextHashTable.Open),
        new("inline", TableAccess.Ask, InlineTable.Open),
        new("static", TableAccess.Nothing, StaticTable.Create),
        new("environ", TableAccess.Add, static (name, options) => new EnvironmentTable(name, options)),
        new("internal", TableAccess.Change, static (name, options) => new InternalTable("internal", name, new(), options)),
        new("fail", TableAccess.Fail, static (name, _) => new FailTable(name)),
        new("unix", TableAccess.Ask, UnixTable.Create),
        new("randmap", TableAccess.Ask, RandomTable.Create),
        new("unionmap", TableAccess.Ask, static (name, options) => new UnionTable(name, options)),
        new("pipemap", TableAccess.Ask, static (name, options) => new PipeTable(name, options)),
        new("debug", TableAccess.Inner, static (name, options) => new DebugTable(name, Open(name, options), options.Warnings))
        {
            IsKnownTo = static differences => differences.HasDebugTables,
            IsChecked = true,
        },
        new("proxy", TableAccess.Inner, Open) { IsChecked = true },

        // Patterns.
        new("regexp", TableAccess.Ask, ExpressionTable.OpenRegexp),
        new("pcre", TableAccess.Ask, ExpressionTable.OpenPcre),
        new("cidr", TableAccess.Ask, CidrTable.OpenCidr),

        // Known to every Postfix, but useless without a server.
        new("tcp", TableAccess.Ask, null),
        new("socketmap", TableAccess.Ask, null),
        new("memcache", TableAccess.Ask, null),
        new("nis", TableAccess.Ask, null),
    ];

    private static readonly Dictionary<string, LookupType> ByName = Rows.ToDictionary(row => row.Name);

    /// <summary>The table behind any number of prefixes <c>proxy:</c>.</summary>
    /// <param name="specification">The table with its type.</param>
    public static string WithoutProxy(string specification)
    {
        while (specification.StartsWith(Proxy, StringComparison.Ordinal)) specification = specification[Proxy.Length..];
        return specification;
    }

    /// <summary>Opens a table for queries.</summary>
    /// <param name="specification"><c>type:name</c>.</param>
    /// <param name="options">How it is opened and queried. Tables opened with the same options must be used on one thread.</param>
    /// <returns>The table, to be disposed.</returns>
    /// <exception cref="LookupException">It cannot be opened.</exception>
    public static LookupTable Open(string specification, LookupOptions options)
    {
        var (type, name) = Split(specification);
        return Open(type, name, options);
    }

    /// <summary>Opens a table for queries.</summary>
    /// <param name="type">The type, such as <c>hash</c>.</param>
    /// <param name="name">The name: the text after the first colon.</param>
    /// <param name="options">How it is opened and queried. Tables opened with the same options must be used on one thread.</param>
    /// <returns>The table, to be disposed.</returns>
    /// <exception cref="LookupException">It cannot be opened.</exception>
    public static LookupTable Open(string type, string name, LookupOptions options)
    {
        if (type.Length == 0 || name.Length == 0) throw NoSpecification($"{type}:{name}");
        if (options.Redirect(type, name) is { } target) (type, name) = target;
        if (Find(type, options.Version) is not { Open: { } open } row) throw Unsupported(type);
        using var nesting = options.Members.Nest(DeepestNesting);
        using var root = FileRoot.Enter(options.FilesBelow);
        var table = open(name, options);
        return options.Utf8 && !row.IsChecked ? new Utf8Table(table, options) : table;
    }

    /// <summary>Whether tables of a type can be opened.</summary>
    /// <param name="type">The type, such as <c>hash</c>.</param>
    /// <param name="version">The Postfix that is followed.</param>
    public static bool IsSupported(string type, PostfixVersion version) => Find(type, version) is { Open: not null };

    /// <summary>Why a table cannot be changed.</summary>
    /// <param name="change">What is to be done.</param>
    /// <param name="type">The type, such as <c>hash</c>.</param>
    /// <param name="name">The name.</param>
    /// <param name="version">The Postfix whose words are used.</param>
    /// <returns>
    /// What Postfix says after <c>fatal: </c>, or null if it changes the table. That is so for the indexed maps, and for
    /// <c>internal:</c> and <c>environ:</c>, where the change ends with the program (and <c>internal:</c> has no key
    /// to delete).
    /// </returns>
    public static string? RefusalOf(TableChange change, string type, string name, PostfixVersion version)
    {
        if (change == TableChange.Delete && (type.Length == 0 || name.Length == 0)) return NoSpecification($"{type}:{name}").Message;
        var differences = VersionDifferences.In(version);
        if (Find(type, version) is not { } row)
        {
            return change == TableChange.Delete ? Unsupported(type).Message : differences.UnknownTypeToCreate(type);
        }

        if (row.Access == TableAccess.Fail)
            return $"table {type}:{ByteText.FromText(name)}: {(change == TableChange.Delete ? "delete" : "write")} error: {SystemWords.ApplicationError}";
        if (row.Access == TableAccess.Map) return change == TableChange.Create ? null : MapEngines.Find(type)!.Postfix.RefusalToChange(version);
        if (change == TableChange.Create && type == "proxy") return "can't create maps via the proxy service";
        if (change != TableChange.Delete && differences.TypeCannotBeCreated(type, change == TableChange.Update) is { } refusal) return refusal;
        return RefusalToChange(row, change == TableChange.Update, name, version);
    }

    /// <summary>The failure to open a table of an unsupported type.</summary>
    internal static LookupException Unsupported(string type) => new($"unsupported dictionary type: {ByteText.FromText(type)}");

    private static string? RefusalToChange(LookupType row, bool isUpdate, string name, PostfixVersion version)
    {
        switch (row.Access)
        {
            case TableAccess.Inner:
                if (!TrySplit(name, out var innerType, out var innerName)) return NoSpecification(name).Message;
                return RefusalOf(isUpdate ? TableChange.Update : TableChange.Delete, innerType, innerName, version);
            case TableAccess.Change:
            case TableAccess.Add when isUpdate:
                return null;
            case TableAccess.Add:
            case TableAccess.Nothing:
                return $"table {row.Name}:{ByteText.FromText(name)}: {(isUpdate ? "update" : "delete")} operation is not supported";
            default:
                return $"{row.Name}:{ByteText.FromText(name)} map requires O_RDONLY access mode";
        }
    }

    private static LookupType? Find(string type, PostfixVersion version) =>
        ByName.TryGetValue(type, out var row) && row.IsKnownTo(VersionDifferences.In(version)) ? row
        : MapEngines.Find(type) is { } engine ? new LookupType(type, TableAccess.Map, (name, options) => IndexedTable.Open(engine, name, options))
        : null;

    private static (string Type, string Name) Split(string specification) =>
        TrySplit(specification, out var type, out var name) ? (type, name) : throw NoSpecification(specification);

    private static bool TrySplit(string specification, out string type, out string name)
    {
        var colon = specification.IndexOf(':', StringComparison.Ordinal);
        type = colon < 0 ? "" : specification[..colon];
        name = specification[(colon + 1)..];
        return colon > 0 && name.Length > 0;
    }

    private static LookupException NoSpecification(string text) =>
        new($"open dictionary: expecting \"type:name\" form instead of \"{ByteText.FromText(text)}\"");
}

/// <summary>How Postfix's tools change a table.</summary>
internal enum TableChange
{
    /// <summary>Built from a source.</summary>
    Create,

    /// <summary>Entries added (<c>-i</c>).</summary>
    Update,

    /// <summary>A key removed (<c>-d</c>).</summary>
    Delete,
}
