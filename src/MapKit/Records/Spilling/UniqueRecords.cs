namespace MapKit.Records.Spilling;

/// <summary>Merges runs and selects the records of each key according to the duplicate policy.</summary>
internal sealed class UniqueRecords
{
    private readonly RunMerge _runs;
    private readonly DuplicatePolicy _policy;
    private readonly DuplicateFound? _found;
    private byte[] _key = [];
    private byte[] _value = [];
    private int _keyLength;
    private int _valueLength;
    private bool _hasNext;

    /// <summary>Creates a reader before the first record.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="policy">Which records of a key are taken.</param>
    /// <param name="found">Called for each duplicate, or null.</param>
    public UniqueRecords(RunMerge runs, DuplicatePolicy policy, DuplicateFound? found = null)
    {
        _runs = runs;
        _policy = policy;
        _found = found;
        _hasNext = runs.MoveNext();
    }

    /// <summary>The key, until the next record.</summary>
    public ReadOnlySpan<byte> Key => _key.AsSpan(0, _keyLength);

    /// <summary>The value, until the next record.</summary>
    public ReadOnlySpan<byte> Value => _value.AsSpan(0, _valueLength);

    /// <summary>The line.</summary>
    public int Line { get; private set; }

    /// <summary>The place.</summary>
    public long Place { get; private set; }

    /// <summary>Moves to the next key.</summary>
    /// <returns>Whether there is one.</returns>
    public bool MoveNext()
    {
        if (!_hasNext) return false;
        _keyLength = Keep(_runs.Current.Key, ref _key);
        Take();
        while ((_hasNext = _runs.MoveNext()) && !_policy.KeepsAll() && _runs.Current.Key.SequenceEqual(Key))
        {
            _found?.Invoke(Key, _runs.Current.Line, Line);
            if (_policy.ReplacesEarlier()) Take();
        }

        return true;
    }

    private void Take()
    {
        var run = _runs.Current;
        _valueLength = Keep(run.Value, ref _value);
        (Line, Place) = (run.Line, run.Place);
    }

    private static int Keep(ReadOnlySpan<byte> bytes, ref byte[] memory)
    {
        if (bytes.Length > memory.Length) memory = new byte[Math.Max(bytes.Length, (int)Math.Min(memory.Length * 2L, Array.MaxLength))];
        bytes.CopyTo(memory);
        return bytes.Length;
    }
}

/// <summary>Called for a record whose key is a duplicate.</summary>
/// <param name="key">The key.</param>
/// <param name="line">Its line.</param>
/// <param name="earlierLine">The line of the record that is there.</param>
internal delegate void DuplicateFound(ReadOnlySpan<byte> key, int line, int earlierLine);
