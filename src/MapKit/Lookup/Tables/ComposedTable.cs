namespace MapKit.Lookup.Tables;

/// <summary>A table that consists of others, named in braces: <c>{type:name, ...}</c>.</summary>
internal abstract class ComposedTable : LookupTable
{
    private readonly LookupOptions _options;

    /// <summary>Opens the members.</summary>
    /// <exception cref="LookupException">The name is not a list of tables, or one of them cannot be opened.</exception>
    protected ComposedTable(string type, string name, LookupOptions options)
        : base(type, name)
    {
        _options = options;
        Members = options.Members.Open(type, name, options);
    }

    /// <inheritdoc/>
    public override bool HasFixedKeys => Members[0].HasFixedKeys;

    /// <summary>The members, in order.</summary>
    protected IReadOnlyList<LookupTable> Members { get; private set; }

    /// <inheritdoc/>
    public override bool TryFind(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value)
    {
        try
        {
            return TryCompose(key, out value);
        }
        catch (LookupException exception) when (exception.IsAnswer)
        {
            throw LookupException.QueryError(this, exception.Reason);
        }
    }

    /// <summary>Queries the members; a member's error becomes this table's error.</summary>
    protected abstract bool TryCompose(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _options.Members.Close(Members);
            Members = [];
        }

        base.Dispose(disposing);
    }
}
