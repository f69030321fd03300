using MapKit.Entries;
using MapKit.Linting.Records;
using MapKit.Records;

namespace MapKit.Linting.AcrossTables;

/// <summary>The stored aliases of one table, compared with the entries of its source.</summary>
/// <param name="table">The table.</param>
/// <param name="records">Its records.</param>
internal sealed class StoredAliases(LintContext table, RecordSet records)
{
    private readonly JoinedRecords _joined = new(records);
    private readonly KeyFolder _folder = new(table.Folding);

    /// <summary>The graph of the aliases.</summary>
    public AliasGraph Graph { get; } = new(new JoinedRecords(records), table.Folding);

    /// <summary>Whether an entry is stored under at least one form of its name, and is not a duplicate.</summary>
    public bool AreOf(in Entry entry) => IsStored(entry.Key, entry) || (!entry.InternalKey.SequenceEqual(entry.Key) && IsStored(entry.InternalKey, entry));

    /// <summary>The stored form of a name.</summary>
    public byte[] Stored(ReadOnlySpan<byte> name) => _folder.Fold(name).ToArray();

    private bool IsStored(ReadOnlySpan<byte> name, in Entry entry) =>
        _joined.Find(_folder.Fold(name)) is >= 0 and var record && _joined.Line(record) == entry.Line.FirstLine;
}
