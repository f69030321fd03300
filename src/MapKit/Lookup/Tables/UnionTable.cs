using System.Buffers;

namespace MapKit.Lookup.Tables;

/// <summary><c>unionmap:{type:name, ...}</c>: the answers of all its tables, joined by commas.</summary>
internal sealed class UnionTable : LookupTable
{
    private const string TypeName = "unionmap";

    private readonly LookupOptions _options;
    private IReadOnlyList<LookupTable> _members;
    private readonly ArrayBufferWriter<byte> _answer = new();

    /// <summary>Opens a table.</summary>
    /// <exception cref="LookupException">The name is no list of tables, or one of them cannot be opened.</exception>
    public UnionTable(string name, LookupOptions options)
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
        _answer.ResetWrittenCount();
        try
        {
            foreach (var member in _members)
            {
                if (!member.TryFind(key, out var found)) continue;
                if (_answer.WrittenCount > 0) _answer.Write(","u8);
                _answer.Write(found.Span);
            }
        }
        catch (LookupException exception) when (exception.IsAnswer)
        {
            throw LookupException.QueryError(this, exception.Reason);
        }

        value = _answer.WrittenMemory;
        return value.Length > 0;
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
}
