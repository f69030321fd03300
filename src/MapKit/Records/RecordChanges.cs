namespace MapKit.Records;

/// <summary>Changes to the records of a map, the last one of each key.</summary>
internal sealed class RecordChanges
{
    private const int FilterSize = byte.MaxValue + 1;

    // Kept as records whose value begins with the change.
    private readonly RecordSet _changes = new(DuplicatePolicy.Last);
    private byte[] _value = new byte[256];

    /// <summary>Number of keys that something becomes of.</summary>
    public int Count => _changes.Count;

    /// <summary>Says what is to become of a key.</summary>
    /// <param name="key">The stored key.</param>
    /// <param name="change">The change.</param>
    /// <param name="value">The stored value; empty for <see cref="RecordChange.Delete"/>.</param>
    public void Set(ReadOnlySpan<byte> key, RecordChange change, ReadOnlySpan<byte> value)
    {
        if (_value.Length <= value.Length) _value = new byte[checked(value.Length * 2)];
        _value[0] = (byte)change;
        value.CopyTo(_value.AsSpan(1));
        _changes.Add(key, _value.AsSpan(0, value.Length + 1));
    }

    /// <summary>Tells what is to become of a key.</summary>
    /// <param name="key">The stored key.</param>
    /// <param name="value">The stored value that it gets.</param>
    public RecordChange Find(ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        var index = _changes.IndexOf(key);
        return Split(index < 0 ? default : _changes.ValueAt(index).Span, out value);
    }

    /// <summary>Begins to make a map's records new. Until that is finished nothing is <see cref="Set"/>.</summary>
    /// <param name="capacity">How many records there may be; more are no error.</param>
    public Revision Revise(int capacity = 64) => new(_changes, capacity);

    private static RecordChange Split(ReadOnlySpan<byte> marked, out ReadOnlySpan<byte> value)
    {
        value = marked.IsEmpty ? default : marked[1..];
        return marked.IsEmpty ? RecordChange.None : (RecordChange)marked[0];
    }

    // Tells most of a large map's keys from the few that change, by the look of some of their bytes.
    private static byte FilterOf(ReadOnlySpan<byte> key) => key.Length < 2
        ? (byte)key.Length
        : unchecked((byte)(key.Length + (3 * key[0]) + (5 * key[key.Length / 2]) + (7 * key[^2])));

    /// <summary>The records of a map on their way to what the changes make of them.</summary>
    public sealed class Revision
    {
        private readonly RecordSet _changes;
        private readonly StoredRecords _stored;
        private readonly bool[] _isMet;
        private readonly bool[] _mayChange = new bool[FilterSize];

        /// <summary>Begins.</summary>
        public Revision(RecordSet changes, int capacity)
        {
            Records = new RecordList(capacity);
            _changes = changes;
            _stored = changes.AsStored(withNul: false);
            _isMet = new bool[_stored.Count];
            for (var i = 0; i < _stored.Count; i++) _mayChange[FilterOf(_stored.Key(i))] = true;
        }

        /// <summary>The new records.</summary>
        public RecordList Records { get; }

        /// <summary>Whether they differ from the old ones.</summary>
        public bool Differs { get; private set; }

        /// <summary>Takes the next of the map's records.</summary>
        /// <param name="key">The stored key, in memory that nobody writes to any more.</param>
        /// <param name="value">The stored value, in such memory too.</param>
        /// <returns>Whether the key was only to be added: its old value stays.</returns>
        public bool Take(ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> value)
        {
            var index = _mayChange[FilterOf(key.Span)] ? _changes.IndexOf(key.Span) : -1;
            if (index < 0)
            {
                Records.Append(key, value);
                return false;
            }

            _isMet[index] = true;
            var change = Split(_stored.Value(index), out var wanted);
            Differs |= change == RecordChange.Delete || (change == RecordChange.Replace && !wanted.SequenceEqual(value.Span));
            if (change == RecordChange.Replace) Records.Append(key.Span, wanted);
            else if (change == RecordChange.Add) Records.Append(key, value);
            return change == RecordChange.Add;
        }

        /// <summary>Appends the records whose keys are new, after the last of the map's.</summary>
        public void Finish()
        {
            for (var i = 0; i < _stored.Count; i++)
            {
                if (_isMet[i] || Split(_stored.Value(i), out var value) == RecordChange.Delete) continue;
                Records.Append(_stored.Key(i), value);
                Differs = true;
            }
        }
    }
}

/// <summary>What is to become of a key of a map.</summary>
internal enum RecordChange : byte
{
    /// <summary>Nothing: it stays as it is.</summary>
    None,

    /// <summary>It gets a value if it has none.</summary>
    Add,

    /// <summary>It gets a value, whether it has one or not.</summary>
    Replace,

    /// <summary>It goes.</summary>
    Delete,
}
