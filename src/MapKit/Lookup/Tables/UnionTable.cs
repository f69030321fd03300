using System.Buffers;

namespace MapKit.Lookup.Tables;

/// <summary><c>unionmap:{type:name, ...}</c>: the answers of all its tables, joined by commas.</summary>
internal sealed class UnionTable(string name, LookupOptions options) : ComposedTable("unionmap", name, options)
{
    private readonly ArrayBufferWriter<byte> _answer = new();

    /// <inheritdoc/>
    protected override bool TryCompose(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value)
    {
        _answer.ResetWrittenCount();
        foreach (var member in Members)
        {
            if (!member.TryFind(key, out var found)) continue;
            if (_answer.WrittenCount > 0) _answer.Write(","u8);
            _answer.Write(found.Span);
        }

        value = _answer.WrittenMemory;
        return value.Length > 0;
    }
}
