using MapKit.Source;

namespace MapKit.Tables;

/// <summary>
/// One entry of a table, with its key and its value as types; each format has its own. Two entries are equal if they say
/// the same, wherever they stand.
/// </summary>
public abstract record TableEntry
{
    private protected TableEntry()
    {
    }

    /// <summary>Where the key stands in the source; line 0 if the entry was not read from one.</summary>
    public SourcePlace KeyPlace { get; internal set; }

    /// <summary>Where the value stands in the source; the first line of it, if it is continued.</summary>
    public SourcePlace ValuePlace { get; internal set; }

    /// <inheritdoc/>
    public virtual bool Equals(TableEntry? other) => other is not null && EqualityContract == other.EqualityContract;

    /// <inheritdoc/>
    public override int GetHashCode() => EqualityContract.GetHashCode();
}
