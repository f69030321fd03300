using MapKit.Lookup;
using MapKit.Lookup.Patterns;
using MapKit.Maps;
using MapKit.Platform;
using MapKit.Tables;

namespace MapKit.Delivery.Searching;

/// <summary>One table of a list: open, or with the reason why it is not.</summary>
internal sealed class ExplainedTable : IDisposable
{
    private readonly LookupOptions _options;
    private LookupTable? _table;

    private readonly string _opened;

    private ExplainedTable(string specification, TableFormat format, LookupOptions options)
    {
        _opened = specification;
        Specification = format.IsSecret ? SecretMask.Specification(specification) : specification;
        Format = format;
        _options = options;
    }

    /// <summary>As it is written, <c>type:name</c>, but without secrets.</summary>
    public string Specification { get; }

    /// <summary>What its entries are.</summary>
    public TableFormat Format { get; }

    /// <summary>Why it cannot be asked, in Postfix's words; null where it can.</summary>
    public string? Problem { get; private init; }

    /// <summary>Whether Postfix can query it but MapKit cannot: its type needs a server, or an engine that was not supplied.</summary>
    public bool IsOutOfReach { get; private init; }

    /// <summary>Whether its keys are fixed strings rather than patterns.</summary>
    public bool HasFixedKeys => _table?.HasFixedKeys != false;

    /// <summary>Opens a table; one that cannot be opened is returned with a <see cref="Problem"/>.</summary>
    /// <param name="specification">The table.</param>
    /// <param name="format">What its entries are.</param>
    /// <param name="options">How tables are opened.</param>
    /// <param name="asksSource">Whether the source of an indexed map is asked in its place.</param>
    public static ExplainedTable Open(string specification, TableFormat format, LookupOptions options, bool asksSource)
    {
        var (type, name) = Split(specification);
        if (format.IsSecret) options = options with { Secret = true };
        if (NeedsServerOf(type)) return new ExplainedTable(specification, format, options) { IsOutOfReach = true, Problem = $"MapKit does not query {type}: tables, which need a server" };
        try
        {
            var isSource = type == SourceTable.TypeName || (asksSource && MapTypes.TryParse(type, out _));
            var table = isSource ? new SourceTable(name, format, options) : LookupTypes.Open(specification, options);
            return new ExplainedTable(specification, format, options) { _table = table };
        }
        catch (LookupException exception)
        {
            var closed = new ExplainedTable(specification, format, options);
            return new ExplainedTable(specification, format, options) { IsOutOfReach = exception.NeedsEngine, Problem = closed.MessageOf(exception) };
        }
    }

    /// <summary>The owner of the file that is asked; null where there is none.</summary>
    public uint? OwnerId
    {
        get
        {
            if (!OperatingSystem.IsLinux() || !LibC.IsSupported || SourcePath is not { } path) return null;
            var type = Split(_opened).Type;
            return FileStatus.TryAt(MapTypes.TryParse(type, out var known) ? path + MapTypes.SuffixOf(known) : path)?.UserId;
        }
    }

    /// <summary>What went wrong, in Postfix's words; nothing of them where the name is a secret that they may quote.</summary>
    public string MessageOf(LookupException exception) =>
        Specification == _opened ? Source.ByteText.ToText(exception.Message) : $"{Specification}: cannot be opened; postmap -q says why";

    /// <summary>Asks for one key, which must be possible (<see cref="Problem"/>).</summary>
    /// <exception cref="LookupException">The table cannot be asked after all.</exception>
    public bool TryFind(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value) => _table!.TryFind(key, out value);

    /// <summary>Finds the entry, or the rule, that has just answered in the source of the table.</summary>
    /// <param name="key">The key that was asked for, not folded.</param>
    /// <param name="value">What the table answered.</param>
    /// <returns>Null where there is no source that can be read, or no such entry in it.</returns>
    public EntryPlace? FindPlace(byte[] key, byte[] value) =>
        SourcePath is not { } path ? null
        : _table?.PlaceOfAnswer is { } place ? new EntryPlace(path, place, IsCurrent: true)
        : new EntrySearch(path, Format, _options).Find(key, value);

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

    /// <summary>The type and name that are opened in the end: <c>proxy:</c> and <c>debug:</c> stand before another table.</summary>
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

    private static bool NeedsServerOf(string type) =>
        type is "tcp" or "socketmap" or "memcache" or "nis" or "nisplus" or "ldap" or "mysql" or "pgsql" or "sqlite" or "mongodb" or "netinfo";
}
