namespace MapKit.Records;

/// <summary>The records of a map that is to be written, in whichever order its format needs them.</summary>
internal abstract class MapRecords
{
    /// <summary>Number of records.</summary>
    public abstract int Count { get; }

    /// <summary>The records, if they are in memory.</summary>
    public virtual StoredRecords? InMemory => null;

    /// <summary>In the order of the bytes of their keys.</summary>
    public abstract IOrderedRecords InKeyOrder();

    /// <summary>In the order of the source.</summary>
    public abstract IOrderedRecords InSourceOrder();
}
