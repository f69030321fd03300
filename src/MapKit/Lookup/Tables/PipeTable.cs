using System.Buffers;

namespace MapKit.Lookup.Tables;

/// <summary><c>pipemap:{type:name, ...}</c>: the answer of each table is the key for the next.</summary>
internal sealed class PipeTable : LookupTable
{
    private const string TypeName = "pipemap";

    private readonly LookupOptions _options;
    private IReadOnlyList<LookupTable> _members;
    private readonly ArrayBufferWriter<byte> _query = new();

    /// <summary>Opens a table.</summary>
    /// <exception cref="LookupException">The name is no list of tables, or one of them cannot be opened.</exception>
    public PipeTable(string name, LookupOptions options)
        : base(TypeName, name)
    {
        _options = options;
        _members = options.Members.Open(TypeName, name, options);
    }

    /// <inheritdoc/>
    public override bool HasFixedKeys => _members[0].HasFixedKeys;

    /// <inheritdoc/>
    public override bool TryFind(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value)
    {
        value = default;
        Keep(key);
        try
        {
            foreach (var member in _members)
            {
                if (!member.TryFind(_query.WrittenSpan, out var found)) return false;
                Keep(found.Span);
            }
        }
        catch (LookupException exception) when (exception.IsAnswer)
        {
            throw LookupException.QueryError(this, exception.Reason);
        }

        value = _query.WrittenMemory;
        return true;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _options.Members.Close(_members);
            _members = [];
        }

        base.Dispose(disposing);
    }

    private void Keep(ReadOnlySpan<byte> text)
    {
        _query.ResetWrittenCount();
        _query.Write(text);
    }
}
