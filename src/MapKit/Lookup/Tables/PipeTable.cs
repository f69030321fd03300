using System.Buffers;

namespace MapKit.Lookup.Tables;

/// <summary><c>pipemap:{type:name, ...}</c>: the answer of each table is the key for the next.</summary>
internal sealed class PipeTable(string name, LookupOptions options) : ComposedTable("pipemap", name, options)
{
    private readonly ArrayBufferWriter<byte> _query = new();

    /// <inheritdoc/>
    protected override bool TryCompose(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value)
    {
        value = default;
        Keep(key);
        foreach (var member in Members)
        {
            if (!member.TryFind(_query.WrittenSpan, out var found)) return false;
            Keep(found.Span);
        }

        value = _query.WrittenMemory;
        return true;
    }

    private void Keep(ReadOnlySpan<byte> text)
    {
        _query.ResetWrittenCount();
        _query.Write(text);
    }
}
