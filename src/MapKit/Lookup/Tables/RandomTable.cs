using System.Text;
using MapKit.Records;
using MapKit.Source;

namespace MapKit.Lookup.Tables;

/// <summary><c>randmap:{value, ...}</c>: a random value for every key.</summary>
internal sealed class RandomTable : LookupTable
{
    private const string TypeName = "randmap";

    private readonly List<byte[]> _values;

    private RandomTable(string name, List<byte[]> values)
        : base(TypeName, name) => _values = values;

    /// <inheritdoc/>
    public override bool HasFixedKeys => false;

    /// <summary>Opens a table.</summary>
    /// <exception cref="LookupException">The name is not a list of values, or the values name files that cannot be read.</exception>
    public static LookupTable Create(string name, LookupOptions options)
    {
        var values = new List<byte[]>();
        if (BracedText.TryUnwrap(Encoding.UTF8.GetBytes(name), out var rest))
        {
            while (BracedText.TryTakeWord(ref rest, out var word))
            {
                if (!options.ValuesAreFiles) values.Add(word.ToArray());
                else if (FileValues.TryEncode(word, out var encoded, out var error)) values.Add(encoded);
                else throw new LookupException(error);
            }
        }

        return values.Count > 0
            ? new RandomTable(name, values)
            : throw new LookupException($"bad syntax: \"{TypeName}:{ByteText.FromText(name)}\"; need \"{TypeName}:{{value...}}\"");
    }

    /// <inheritdoc/>
    public override bool TryFind(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value)
    {
        value = _values[Random.Shared.Next(_values.Count)];
        return true;
    }
}
