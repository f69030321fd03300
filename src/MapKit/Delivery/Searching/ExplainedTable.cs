using MapKit.Configuration.References;
using MapKit.Lookup;
using MapKit.Lookup.Patterns;
using MapKit.Maps;
using MapKit.Platform;
using MapKit.Tables;

namespace MapKit.Delivery.Searching;

/// <summary>One table of a list: open, or with the reason why it cannot be opened.</summary>
internal sealed class ExplainedTable : IDisposable
{
    private readonly LookupOptions _options;
    private LookupTable? _table;
    private EntrySearch? _entries;

    private readonly string _opened;

    private ExplainedTable(string specification, TableFormat format, LookupOptions options)
    {
        _opened = specification;
        Specification = format.IsSecret ? SecretMask.Specification(specification) : specification;
        Format = format;
        _options = options;
    }

    /// <summary>The <c>type:name</c> as written, but without secrets.</summary>
    public string Specification { get; }

    /// <summary>The format of its entries.</summary>
    public TableFormat Format { get; }

    /// <summary>Why it cannot be queried, in Postfix's wording; null if it can.</summary>
    public string? Problem { get; private init; }

    /// <summary>Whether Postfix can query it but MapKit cannot: its type needs a server, or an engine that was not supplied.</summary>
    public bool IsOutOfReach { get; private init; }

    /// <summary>Whether its keys are fixed strings, not patterns.</summary>
    public bool HasFixedKeys => _table?.HasFixedKeys != false;

    /// <summary>Opens a table; one that cannot be opened is returned with a <see cref="Problem"/>.</summary>
    /// <param name="specification">The table.</param>
    /// <param name="format">The format of its entries.</param>
    /// <param name="options">How tables are opened.</param>
    /// <param name="opening">How the daemon opens it.</param>
    /// <param name="context">The configuration.</param>
    public static ExplainedTable Open(string specification, TableFormat format, LookupOptions options, TableOpening opening, ExplainContext context)
    {
        var (type, name) = Split(specification);
        var stored = context.Lookup.Folding;
        if (format.IsSecret) options = options with { Secret = true };
        if (!opening.TrustsAny)
        {
            // Without trust in proxymap(8) the table behind it is opened directly.
            specification = LookupTypes.WithoutProxy(specification);
            if (ForgeableTypeOf(specification) is { } forgeable)
                return new ExplainedTable(specification, format, options) { Problem = $"{forgeable}: tables are not allowed for security sensitive data" };
        }
        else if (context.RefusalOfProxy(specification) is { } refusal)
        {
            return new ExplainedTable(specification, format, options) { Problem = refusal };
        }

        if (NeedsServerOf(specification) is { } server)
        {
            if (context.Foreign(specification, server) is { } foreign) return new ExplainedTable(specification, format, options) { _table = foreign };
            return new ExplainedTable(specification, format, options) { IsOutOfReach = true, Problem = LookupException.ServerNeeded(server).Message };
        }

        try
        {
            var isSource = type == SourceTable.TypeName || (MapTypes.TryParse(type, out _) && context.Options.AsksSource(name));
            var table = isSource ? new SourceTable(name, format, options, stored) : LookupTypes.Open(specification, options);
            return new ExplainedTable(specification, format, options) { _table = table };
        }
        catch (LookupException exception)
        {
            var closed = new ExplainedTable(specification, format, options);
            return new ExplainedTable(specification, format, options) { IsOutOfReach = exception.IsOutOfReach, Problem = closed.MessageOf(exception) };
        }
    }

    /// <summary>The owner of the queried file; null if there is none.</summary>
    public uint? OwnerId
    {
        get
        {
            if (!LibC.IsSupported || FileRoot.IsForeign || SourcePath is not { } path) return null;
            var type = Split(_opened).Type;
            return FileStatus.TryAt(MapTypes.TryParse(type, out var known) ? path + MapTypes.SuffixOf(known) : path)?.UserId;
        }
    }

    /// <summary>The error in Postfix's wording; without it if it may quote a secret name.</summary>
    public string MessageOf(LookupException exception) =>
        Specification == _opened ? Source.ByteText.ToText(exception.Message) : $"{Specification}: cannot be opened; postmap -q says why";

    /// <summary>Looks up one key. The table must be open (<see cref="Problem"/>).</summary>
    /// <exception cref="LookupException">The table cannot be queried.</exception>
    public bool TryFind(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value) => _table!.TryFind(key, out value);

    /// <summary>The keys, one character per byte; none if the table cannot list them.</summary>
    /// <param name="limit">One more than these is enough.</param>
    /// <param name="canList">Whether they could be listed.</param>
    public IReadOnlyList<string> Keys(int limit, out bool canList)
    {
        var keys = new List<string>();
        canList = false;
        try
        {
            foreach (var record in _table?.Records ?? throw new LookupException(""))
            {
                if (keys.Count > limit) break;
                keys.Add(Source.ByteText.FromBytes(record.Key.Span));
            }

            canList = true;
        }
        catch (Exception exception) when (exception is LookupException or MapFormatException)
        {
            // The picture says that the table is not in it.
        }

        return keys;
    }

    /// <summary>Finds the entry or rule of the last answer in the source of the table.</summary>
    /// <param name="key">The key looked up, not folded.</param>
    /// <param name="value">What the table answered.</param>
    /// <returns>Null if there is no readable source, or no such entry in it.</returns>
    public EntryPlace? FindPlace(byte[] key, byte[] value) =>
        SourcePath is not { } path ? null
        : _table?.PlaceOfAnswer is { } place ? new EntryPlace(path, place, IsCurrent: true)
        : (_entries ??= new EntrySearch(path, Format, _options)).Find(key, value);

    /// <inheritdoc/>
    public void Dispose() => _table?.Dispose();

    private string? SourcePath
    {
        get
        {
            var (type, name) = Split(_opened);
            if (RuleTableTypes.ByName(type) is not null) return name.StartsWith('{') ? null : name;
            return type is SourceTable.TypeName or "texthash" || MapTypes.TryParse(type, out _) ? name : null;
        }
    }

    /// <summary>The type and name of the inner table: <c>proxy:</c> and <c>debug:</c> precede another table.</summary>
    private static (string Type, string Name) Split(string specification)
    {
        while (true)
        {
            var colon = specification.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0) return ("", specification);
            var type = specification[..colon];
            specification = specification[(colon + 1)..];
            if (type is not ("proxy" or "debug")) return (type, specification);
        }
    }

    /// <summary>The type of a table that needs a server; null if it needs none.</summary>
    public static string? NeedsServerOf(string specification) => Split(specification).Type is var type &&
        type is "tcp" or "socketmap" or "memcache" or "nis" or "nisplus" or "ldap" or "mysql" or "pgsql" or "sqlite" or "mongodb" or "netinfo" ? type : null;

    /// <summary>The source of an indexed map; null for other tables.</summary>
    public static string? IndexedSourceOf(string specification)
    {
        var (type, name) = Split(specification);
        return MapTypes.TryParse(type, out _) ? name : null;
    }

    private static string? ForgeableTypeOf(string specification)
    {
        var type = specification.Split(':')[0];
        return type is "tcp" or "socketmap" or "memcache" ? type : null;
    }
}
