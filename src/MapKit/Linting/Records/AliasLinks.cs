using System.Buffers;
using MapKit.Records;
using MapKit.Tables.Addresses;
using MapKit.Tables.Grammar;

namespace MapKit.Linting.Records;

/// <summary>Aliases whose destinations are aliases.</summary>
internal sealed class AliasLinks(AliasGraph graph, JoinedRecords records, KeyFolding folding) : RecordLinks(records, folding)
{
    /// <summary>The bytes of a value that only the grammar can parse.</summary>
    public static readonly SearchValues<byte> OddBytes = SearchValues.Create("\"\\()<>;:[]"u8);

    /// <inheritdoc/>
    protected override SearchValues<byte> Odd => OddBytes;

    /// <inheritdoc/>
    protected override IEnumerable<byte[]> NamesIn(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        graph.NamesIn(key, value).SelectMany(name => (byte[][])[Latin1Text.Bytes(name), Latin1Text.Bytes(LocalPart.External(name))]);

    /// <inheritdoc/>
    protected override bool IsKnown(int record, ReadOnlySpan<byte> name, bool[]? wanted) => IsKey(record, name, wanted);
}
