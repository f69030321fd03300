using System.Text;
using MapKit.Records;
using MapKit.Source;

namespace MapKit.Lookup.Tables;

/// <summary><c>static:value</c> and <c>static:{value with spaces}</c>: the same value for every key.</summary>
internal sealed class StaticTable : LookupTable
{
    private const string TypeName = "static";

    private readonly byte[] _value;

    private StaticTable(string name, byte[] value)
        : base(TypeName, name) => _value = value;

    /// <inheritdoc/>
    public override bool HasFixedKeys => true;

    /// <summary>Opens a table.</summary>
    /// <exception cref="LookupException">The braces do not match, or the value names files that cannot be read.</exception>
    public static LookupTable Create(string name, LookupOptions options)
    {
        ReadOnlySpan<byte> value = Encoding.UTF8.GetBytes(name);
        if (value[0] == '{' && BracedText.Unwrap(value, out value) is { } unbalanced)
            throw new LookupException($"bad {TypeName}:name syntax: {unbalanced}");
        if (!options.ValuesAreFiles) return new StaticTable(name, value.ToArray());
        return FileValues.TryEncode(value, out var encoded, out var error) ? new StaticTable(name, encoded) : throw new LookupException(error);
    }

    /// <inheritdoc/>
    public override bool TryFind(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value)
    {
        value = _value;
        return true;
    }
}
