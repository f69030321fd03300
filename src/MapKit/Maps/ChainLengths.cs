namespace MapKit.Maps;

/// <summary>How far a lookup may have to go in a hash: pages of a bucket (hash), or slots tried until a record is found (cdb).</summary>
/// <param name="AreSlots">Whether slots are counted, not pages.</param>
/// <param name="Chains">Buckets that hold something (cdb: records).</param>
/// <param name="Empty">Buckets that hold nothing (cdb: slots).</param>
/// <param name="Longest">The longest way; 0 where there is none.</param>
/// <param name="Total">The length of all ways together.</param>
public sealed record ChainLengths(bool AreSlots, long Chains, long Empty, long Longest, long Total)
{
    /// <summary>The mean length; 0 where there is none.</summary>
    public double Mean => Chains == 0 ? 0 : (double)Total / Chains;

    /// <summary>The part of the slots that is in use, from 0 to 1; null where there are none.</summary>
    public double? Load => AreSlots && Chains + Empty > 0 ? (double)Chains / (Chains + Empty) : null;
}
