namespace MapKit.Maps;

/// <summary>How far a lookup may have to go in a hash: pages of a bucket (hash), or slots tried until a record is found (cdb).</summary>
/// <param name="Chains">Buckets that hold something (cdb: records).</param>
/// <param name="Empty">Buckets that hold nothing (cdb: slots).</param>
/// <param name="Longest">The longest way; 0 where there is none.</param>
/// <param name="Total">The length of all ways together.</param>
public sealed record ChainLengths(long Chains, long Empty, long Longest, long Total)
{
    /// <summary>The mean length; 0 where there is none.</summary>
    public double Mean => Chains == 0 ? 0 : (double)Total / Chains;
}
