namespace MapKit.Maps.Lmdb;

/// <summary>What the meta page in force of an LMDB file says.</summary>
/// <param name="MapSize">Size of the mapping in bytes that the last writer used.</param>
/// <param name="Transaction">Number of the last transaction: 1 for a map that was built and not changed since.</param>
/// <param name="LastPage">Last page in use.</param>
public sealed record LmdbState(long MapSize, long Transaction, long LastPage);
