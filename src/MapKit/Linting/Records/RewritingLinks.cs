using System.Buffers;
using System.IO.Hashing;
using MapKit.Records;

namespace MapKit.Linting.Records;

/// <summary>
/// Records of an address table whose results also have entries: the address, or <c>@domain</c>
/// (docs/formats/lookups.md#address-lookups).
/// </summary>
internal sealed class RewritingLinks(RewritingTable table, JoinedRecords records, KeyFolding folding) : RecordLinks(records, folding)
{
    /// <summary>The domains of the keys, where an entry <c>@domain @other</c> leads to any address of the other. By their hashes: a collision adds a record to examine.</summary>
    private HashSet<ulong>? _domains;

    private bool _hasDomainKeys;

    /// <inheritdoc/>
    protected override SearchValues<byte> Odd => RewritingTable.Odd;

    /// <inheritdoc/>
    protected override void Prepare()
    {
        var needsDomains = false;
        for (var record = 0; record < Records.Count; record++)
        {
            if (Records.Key(record) is not [(byte)'@', ..]) continue;
            _hasDomainKeys = true;
            needsDomains |= Records.Value(record) is [(byte)'@', ..];
        }

        if (!needsDomains) return;
        _domains = [];
        for (var record = 0; record < Records.Count; record++)
        {
            var key = Records.Key(record);
            if (key.LastIndexOf((byte)'@') is >= 0 and var at) _domains.Add(XxHash3.HashToUInt64(key[at..]));
        }
    }

    /// <inheritdoc/>
    protected override IEnumerable<byte[]> NamesIn(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        table.ResultsIn(key, value).Select(RewritingTable.KeyOf);

    /// <inheritdoc/>
    protected override bool IsKnown(int record, ReadOnlySpan<byte> name, bool[]? wanted)
    {
        if (name[0] != '@') return IsAddress(record, name, wanted);
        var key = Records.Key(record);
        var at = key.LastIndexOf((byte)'@');

        // The resulting address depends on the one that is looked up.
        if (at == 0) return _domains?.Contains(XxHash3.HashToUInt64(name)) == true;
        byte[] address = [.. at < 0 ? key : key[..at], .. name];
        return IsAddress(record, address, wanted);
    }

    private bool IsAddress(int record, ReadOnlySpan<byte> address, bool[]? wanted)
    {
        if (IsKey(record, address, wanted)) return true;
        return _hasDomainKeys && address.LastIndexOf((byte)'@') is > 0 and var at && IsKey(record, address[at..], wanted);
    }
}
