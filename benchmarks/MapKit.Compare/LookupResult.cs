namespace MapKit.Compare;

/// <summary>What was measured of lookups in an open map.</summary>
/// <param name="Threads">Threads at once.</param>
/// <param name="LookupsPerThread">Lookups of each.</param>
internal sealed record LookupResult(int Threads, int LookupsPerThread)
{
    /// <summary>Seconds until all threads were done.</summary>
    public Samples Seconds { get; } = new();

    /// <summary>The most bytes that all lookups of a run allocated.</summary>
    public long AllocatedBytes { get; set; }

    /// <summary>Lookups per second of all threads, by the median.</summary>
    public double PerSecond => Threads * (double)LookupsPerThread / Seconds.Median;
}
