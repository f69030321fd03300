using MapKit.Records;

namespace MapKit.Linting.Records;

/// <summary>The records of tables that Postfix looks up in order, with one numbering.</summary>
internal sealed class JoinedRecords
{
    private readonly RecordSet[] _tables;
    private readonly StoredRecords[] _stored;
    private readonly int[] _starts;

    /// <summary>Joins tables.</summary>
    public JoinedRecords(params IReadOnlyList<RecordSet> tables)
    {
        _tables = [.. tables];
        _stored = Array.ConvertAll(_tables, table => table.AsStored(withNul: false));
        _starts = new int[_tables.Length];
        for (var i = 0; i < _tables.Length; i++)
        {
            _starts[i] = Count;
            Count = checked(Count + _stored[i].Count);
        }
    }

    /// <summary>Number of records.</summary>
    public int Count { get; }

    /// <summary>The number of the table that a record is in.</summary>
    public int TableOf(int record)
    {
        var table = _starts.Length - 1;
        while (_starts[table] > record) table--;
        return table;
    }

    /// <summary>The key, folded.</summary>
    public ReadOnlySpan<byte> Key(int record)
    {
        var table = TableOf(record);
        return _stored[table].Key(record - _starts[table]);
    }

    /// <summary>The value.</summary>
    public ReadOnlySpan<byte> Value(int record)
    {
        var table = TableOf(record);
        return _stored[table].Value(record - _starts[table]);
    }

    /// <summary>The line of the source, 0 if none.</summary>
    public int Line(int record)
    {
        var table = TableOf(record);
        return _stored[table].Line(record - _starts[table]);
    }

    /// <summary>The first record with a key, or -1. For any number of threads.</summary>
    /// <param name="key">The key, folded.</param>
    public int Find(ReadOnlySpan<byte> key)
    {
        for (var table = 0; table < _tables.Length; table++)
        {
            if (_tables[table].IndexOf(key) is >= 0 and var index) return _starts[table] + index;
        }

        return -1;
    }
}
