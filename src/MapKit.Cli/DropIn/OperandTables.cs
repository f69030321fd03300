using MapKit.Lookup;
using MapKit.Records;
using MapKit.Source;

namespace MapKit.Cli.DropIn;

/// <summary>The operands asked in their order; each is opened when those before it did not answer.</summary>
internal sealed class OperandTables(DropInRun run) : IDisposable
{
    private readonly LookupTable?[] _open = new LookupTable?[run.Options.Operands.Count];

    /// <summary>Finds the first answer.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value, decoded where values are files.</param>
    /// <param name="decode">Whether <c>-F</c> counts; it does not for keys from a message.</param>
    /// <param name="asGiven">Whether warnings name the table as the operand does, rather than as the open table does.</param>
    public bool TryFind(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value, bool decode, bool asGiven)
    {
        for (var i = 0; i < _open.Length; i++)
        {
            var operand = run.Operand(run.Options.Operands[i]);
            var table = _open[i] ??= run.Open(operand);
            if (!table.TryFind(key, out value)) continue;
            if (decode && run.Options.FileValues) value = Decode(table, key, value.Span);
            if (value.IsEmpty || value.Span[0] == 0)
                RecordWarnings.EmptyValue(run.Log, asGiven ? $"{operand.Type}:{ByteText.FromText(operand.Name)}" : $"{table.Type}:{table.Name}", key);
            return true;
        }

        value = default;
        return false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var table in _open) table?.Dispose();
    }

    private byte[] Decode(LookupTable table, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (FileValues.TryDecode(value, out var decoded, out var problem)) return decoded;
        run.Log.Warn($"table {table.Type}:{table.Name}: key {ByteText.FromBytes(key)}: {problem}");
        throw new FatalException($"table {table.Type}:{table.Name}: query error");
    }
}
