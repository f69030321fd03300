using MapKit.Maps;

namespace MapKit.Native.BerkeleyDb;

/// <summary>A file that libdb has open.</summary>
internal sealed class BerkeleyDbMap : INativeMap
{
    private readonly string _path;
    private readonly BerkeleyDbHandle _database;
    private readonly PinnedBytes _key = new();
    private readonly PinnedBytes _value = new();

    /// <summary>Takes an open database over.</summary>
    public BerkeleyDbMap(string path, BerkeleyDbHandle database)
    {
        _path = path;
        _database = database;
    }

    /// <inheritdoc/>
    public IEnumerable<MapRecord> Records => Scan();

    /// <inheritdoc/>
    public bool TryGet(ReadOnlySpan<byte> key, out byte[] value)
    {
        value = [];
        var wanted = BerkeleyDbItem.Create(_key, key);
        var found = BerkeleyDbItem.Into(_value);
        var code = BerkeleyDbFunctions.Get(_database, 0, ref wanted, ref found, 0);
        if (code == BerkeleyDbFunctions.BufferSmall)
        {
            _value.Grow((int)found.Size);
            found = BerkeleyDbItem.Into(_value);
            code = BerkeleyDbFunctions.Get(_database, 0, ref wanted, ref found, 0);
        }

        if (!Succeeded(code, BerkeleyDbFunctions.NotFound)) return false;
        value = _value.Copy((int)found.Size);
        return true;
    }

    /// <inheritdoc/>
    public bool Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        var (first, second) = (BerkeleyDbItem.Create(_key, key), BerkeleyDbItem.Create(_value, value));
        return Succeeded(BerkeleyDbFunctions.Put(_database, 0, ref first, ref second, 0), BerkeleyDbFunctions.KeyExists);
    }

    /// <inheritdoc/>
    public bool Delete(ReadOnlySpan<byte> key)
    {
        var wanted = BerkeleyDbItem.Create(_key, key);
        return Succeeded(BerkeleyDbFunctions.Delete(_database, 0, ref wanted, 0), BerkeleyDbFunctions.NotFound);
    }

    /// <inheritdoc/>
    public bool Delete(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        BerkeleyDbMessages.Check(_path, BerkeleyDbFunctions.OpenCursor(_database, 0, out var cursor, 0));
        try
        {
            var (first, second) = (BerkeleyDbItem.Create(_key, key), BerkeleyDbItem.Create(_value, value));
            if (!Succeeded(BerkeleyDbFunctions.GetAtCursor(cursor, ref first, ref second, BerkeleyDbFunctions.GetBoth), BerkeleyDbFunctions.NotFound))
                return false;
            BerkeleyDbMessages.Check(_path, BerkeleyDbFunctions.DeleteAtCursor(cursor, 0));
            return true;
        }
        finally
        {
            _ = BerkeleyDbFunctions.CloseCursor(cursor);
        }
    }

    /// <inheritdoc/>
    public void Flush() => BerkeleyDbMessages.Check(_path, BerkeleyDbFunctions.Sync(_database, 0));

    /// <inheritdoc/>
    public void Dispose() => _database.Dispose();

    private IEnumerable<MapRecord> Scan()
    {
        BerkeleyDbMessages.Check(_path, BerkeleyDbFunctions.OpenCursor(_database, 0, out var cursor, 0));
        try
        {
            while (Next(cursor, out var record)) yield return record;
        }
        finally
        {
            _ = BerkeleyDbFunctions.CloseCursor(cursor);
        }
    }

    private bool Next(nint cursor, out MapRecord record)
    {
        record = default;
        while (true)
        {
            var (key, value) = (BerkeleyDbItem.Into(_key), BerkeleyDbItem.Into(_value));
            var code = BerkeleyDbFunctions.GetAtCursor(cursor, ref key, ref value, BerkeleyDbFunctions.Next);
            if (code == BerkeleyDbFunctions.BufferSmall)
            {
                // The cursor has not moved.
                _key.Grow((int)key.Size);
                _value.Grow((int)value.Size);
                continue;
            }

            if (!Succeeded(code, BerkeleyDbFunctions.NotFound)) return false;
            record = new MapRecord(_key.Copy((int)key.Size), _value.Copy((int)value.Size));
            return true;
        }
    }

    private bool Succeeded(int code, int orAnswer)
    {
        if (code == orAnswer) return false;
        BerkeleyDbMessages.Check(_path, code);
        return true;
    }
}
