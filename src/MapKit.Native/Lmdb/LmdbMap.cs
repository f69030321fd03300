using MapKit.Maps;

namespace MapKit.Native.Lmdb;

/// <summary>A file that LMDB has open, and the transaction in which everything happens until the next <see cref="Flush"/>.</summary>
internal sealed class LmdbMap : INativeMap
{
    private readonly string _path;
    private readonly LmdbEnvironment _environment;
    private readonly uint _access;
    private readonly uint _database;
    private readonly PinnedBytes _key = new();
    private readonly PinnedBytes _value = new();
    private nint _transaction;

    /// <summary>Opens the database of an open environment; takes the environment over if that succeeds.</summary>
    /// <exception cref="NativeEngineException">There is no such database.</exception>
    public LmdbMap(string path, LmdbEnvironment environment, bool writable, string? name, uint flags)
    {
        _path = path;
        _environment = environment;
        _access = writable ? 0 : LmdbFunctions.ReadOnly;
        var transaction = Transaction();
        var code = LmdbFunctions.OpenDatabase(transaction, name, flags, out _database);
        if (code != 0) Abort();
        LmdbFunctions.Check(path, code);
    }

    /// <inheritdoc/>
    public IEnumerable<MapRecord> Records => Scan();

    /// <inheritdoc/>
    public bool TryGet(ReadOnlySpan<byte> key, out byte[] value)
    {
        value = [];
        var wanted = LmdbValue.Create(_key, key);
        if (!Succeeded(LmdbFunctions.Get(Transaction(), _database, ref wanted, out var found), LmdbFunctions.NotFound)) return false;
        value = found.Copy();
        return true;
    }

    /// <inheritdoc/>
    public bool Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        var (first, second) = (LmdbValue.Create(_key, key), LmdbValue.Create(_value, value));
        return Succeeded(LmdbFunctions.Put(Transaction(), _database, ref first, ref second, 0), LmdbFunctions.KeyExists);
    }

    /// <inheritdoc/>
    public bool Delete(ReadOnlySpan<byte> key)
    {
        var wanted = LmdbValue.Create(_key, key);
        return Succeeded(LmdbFunctions.Delete(Transaction(), _database, ref wanted, 0), LmdbFunctions.NotFound);
    }

    /// <inheritdoc/>
    public bool Delete(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        // Without duplicates, LMDB takes the value of this call for nothing.
        if (!TryGet(key, out var stored)) return false;
        var (first, second) = (LmdbValue.Create(_key, key), LmdbValue.Create(_value, value));
        return (HasDuplicates() || value.SequenceEqual(stored))
            && Succeeded(LmdbFunctions.DeletePair(Transaction(), _database, ref first, ref second), LmdbFunctions.NotFound);
    }

    /// <inheritdoc/>
    public void Flush()
    {
        if (_transaction == 0 || _access != 0) return;
        var transaction = _transaction;
        _transaction = 0;
        LmdbFunctions.Check(_path, LmdbFunctions.Commit(transaction));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_environment.IsClosed) Abort();
        _environment.Dispose();
    }

    private nint Transaction()
    {
        ObjectDisposedException.ThrowIf(_environment.IsClosed, this);
        if (_transaction == 0) LmdbFunctions.Check(_path, LmdbFunctions.Begin(_environment, 0, _access, out _transaction));
        return _transaction;
    }

    private void Abort()
    {
        if (_transaction != 0) LmdbFunctions.Abort(_transaction);
        _transaction = 0;
    }

    private bool HasDuplicates()
    {
        LmdbFunctions.Check(_path, LmdbFunctions.DatabaseFlags(Transaction(), _database, out var flags));
        return (flags & LmdbFunctions.SortedDuplicates) != 0;
    }

    private IEnumerable<MapRecord> Scan()
    {
        LmdbFunctions.Check(_path, LmdbFunctions.OpenCursor(Transaction(), _database, out var cursor));
        try
        {
            while (Next(cursor, out var record)) yield return record;
        }
        finally
        {
            LmdbFunctions.CloseCursor(cursor);
        }
    }

    // Before the first record, the next one is the first.
    private bool Next(nint cursor, out MapRecord record)
    {
        record = default;
        var (key, value) = (default(LmdbValue), default(LmdbValue));
        if (!Succeeded(LmdbFunctions.GetAtCursor(cursor, ref key, ref value, LmdbFunctions.Next), LmdbFunctions.NotFound)) return false;
        record = new MapRecord(key.Copy(), value.Copy());
        return true;
    }

    private bool Succeeded(int code, int orAnswer)
    {
        if (code == orAnswer) return false;
        LmdbFunctions.Check(_path, code);
        return true;
    }
}
