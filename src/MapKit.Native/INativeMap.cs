using MapKit.Maps;

namespace MapKit.Native;

/// <summary>
/// A map file that the system's library has open. For one thread at a time. Changes are only certain to be in the file after
/// <see cref="Flush"/>; disposing of the map without it may drop changes.
/// </summary>
public interface INativeMap : IDisposable
{
    /// <summary>Every record in the order of the library's cursor, keys and values exactly as stored.</summary>
    /// <exception cref="NativeEngineException">The library reports an error.</exception>
    IEnumerable<MapRecord> Records { get; }

    /// <summary>Finds the first value of a key.</summary>
    /// <param name="key">The stored key.</param>
    /// <param name="value">The stored value, in a separate array.</param>
    /// <returns>Whether the key is there.</returns>
    /// <exception cref="NativeEngineException">The library reports an error.</exception>
    bool TryGet(ReadOnlySpan<byte> key, out byte[] value);

    /// <summary>Stores a record: it replaces the record with the same key or, with duplicates, is added.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether it was stored; a pair that sorted duplicates already contain is not.</returns>
    /// <exception cref="NativeEngineException">The library refuses, for instance a key that is too long for it.</exception>
    bool Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value);

    /// <summary>Deletes a key with all its values.</summary>
    /// <param name="key">The key.</param>
    /// <returns>Whether it was there.</returns>
    /// <exception cref="NativeEngineException">The library reports an error.</exception>
    bool Delete(ReadOnlySpan<byte> key);

    /// <summary>Deletes one value of a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether the pair was there.</returns>
    /// <exception cref="NativeEngineException">The library reports an error.</exception>
    bool Delete(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value);

    /// <summary>Writes all changes into the file; with LMDB, ends the transaction that holds them.</summary>
    /// <exception cref="NativeEngineException">They cannot be written.</exception>
    void Flush();
}
