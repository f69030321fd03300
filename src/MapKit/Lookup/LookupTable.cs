using MapKit.Maps;
using MapKit.Source;

namespace MapKit.Lookup;

/// <summary>
/// An open table of any type that Postfix can query: an indexed map, a text table, patterns, or a combination of tables.
/// One instance is for one thread.
/// </summary>
public abstract class LookupTable : IDisposable
{
    /// <summary>Opens a table of any type that MapKit can query.</summary>
    /// <param name="specification"><c>type:name</c>, as in main.cf: <c>hash:/etc/postfix/transport</c>.</param>
    /// <param name="options">
    /// How it is opened and queried; null for the defaults. Tables opened with the same options are for one thread together.
    /// </param>
    /// <returns>The table, to be disposed.</returns>
    /// <exception cref="LookupException">It cannot be opened.</exception>
    public static LookupTable Open(string specification, LookupOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(specification);
        return LookupTypes.Open(specification, options ?? new LookupOptions());
    }

    /// <summary>Creates a table.</summary>
    /// <param name="type">The type as Postfix shows it, such as <c>hash</c>.</param>
    /// <param name="name">
    /// The name as Postfix shows it in messages: hash and btree with <c>.db</c>, cdb with <c>.cdb</c>, others as given
    /// (docs/formats/folding.md#table-names-in-messages).
    /// </param>
    protected LookupTable(string type, string name)
    {
        Type = type;
        Name = ByteText.FromText(name);
    }

    /// <summary>Creates a table that is shown under another type and name.</summary>
    private protected LookupTable(LookupTable shownAs)
    {
        Type = shownAs.Type;
        Name = shownAs.Name;
    }

    /// <summary>The type as Postfix shows it.</summary>
    public string Type { get; }

    /// <summary>The name as Postfix shows it in messages, one character per byte.</summary>
    public string Name { get; }

    /// <summary>Whether keys are fixed strings, which are folded and queried with partial keys; patterns are not.</summary>
    public abstract bool HasFixedKeys { get; }

    /// <summary>The place of the rule that gave the last answer; null for tables without rules.</summary>
    public virtual SourcePlace? PlaceOfAnswer => null;

    /// <summary>Every record, keys and values as text (up to their first NUL), in the order of the store.</summary>
    /// <exception cref="LookupException">The type cannot list its records.</exception>
    public virtual IEnumerable<MapRecord> Records => throw new LookupException($"table {Type}:{Name}: sequence operation is not supported");

    /// <summary>Looks up one key exactly, without partial keys and parent domains.</summary>
    /// <param name="key">The text of the key, without NUL.</param>
    /// <param name="value">The value, without NUL. It is valid until the next call.</param>
    /// <returns>Whether the table answers.</returns>
    /// <exception cref="LookupException">The table cannot be queried.</exception>
    public abstract bool TryFind(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the table.</summary>
    /// <param name="disposing">Whether called from <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}
