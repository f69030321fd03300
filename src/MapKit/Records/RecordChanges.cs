namespace MapKit.Records;

/// <summary>Changes to the records of a map, the last one of each key.</summary>
internal sealed class RecordChanges
{
    private const int FilterSize = byte.MaxValue + 1;

    // Stored as records whose value begins with the change.
    private readonly RecordSet _changes = new(DuplicatePolicy.Last);
    private byte[] _value = new byte[256];

    /// <summary>Number of keys that change.</summary>
    public int Count => _changes.Count;

    /// <summary>Sets the change of a key.</summary>
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

    /// <summary>Returns the change of a key.</summary>
    /// <param name="key">The stored key.</param>
    /// <param name="value">The stored value that it gets.</param>
    public RecordChange Find(ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        var index = _changes.IndexOf(key);
        return Split(index < 0 ? default : _changes.ValueAt(index).Span, out value);
    }

    /// <summary>Starts to apply the changes to a map's records. Until this has finished, <see cref="Set"/> must not be called.</summary>
    /// <param name="capacity">How many records there may be; a larger number is allowed.</param>
    public Revision Revise(int capacity = 64) => new(_changes, capacity);

    private static RecordChange Split(ReadOnlySpan<byte> marked, out ReadOnlySpan<byte> value)
    {
        value = marked.IsEmpty ? default : marked[1..];
        return marked.IsEmpty ? RecordChange.None : (RecordChange)marked[0];
    }

    // A filter on some bytes of a key, which excludes most keys of a large map without a lookup.
    private static byte FilterOf(ReadOnlySpan<byte> key) => key.Length < 2
        ? (byte)key.Length
        : unchecked((byte)(key.Length + (3 * key[0]) + (5 * key[key.Length / 2]) + (7 * key[^2])));

    /// <summary>The records of a map while changes are applied.</summary>
    public sealed class Revision
    {
        private readonly RecordSet _changes;
        private readonly StoredRecords _stored;
        private readonly bool[] _isMet;
        private readonly bool[] _mayChange = new bool[FilterSize];

        /// <summary>Creates an empty result.</summary>
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

        /// <summary>Adds the next record of the map.</summary>
        /// <param name="key">The stored key, in memory that is no longer written.</param>
        /// <param name="value">The stored value, in such memory too.</param>
        /// <returns>Whether the key was only to be added: its old value is kept.</returns>
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

/// <summary>The change of a key of a map.</summary>
internal enum RecordChange : byte
{
    /// <summary>None.</summary>
    None,

    /// <summary>Add a value if the key does not exist.</summary>
    Add,

    /// <summary>Add or replace the value.</summary>
    Replace,

    /// <summary>Delete the key.</summary>
    Delete,
}
