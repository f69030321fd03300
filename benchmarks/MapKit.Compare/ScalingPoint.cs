namespace MapKit.Compare;

/// <summary>What the compilation of one table took.</summary>
/// <param name="Type">The type of map.</param>
/// <param name="Program">Whose program.</param>
/// <param name="Entries">Entries of the table.</param>
/// <param name="Seconds">The median.</param>
/// <param name="MemoryBytes">Largest resident memory.</param>
/// <param name="SourceBytes">Bytes of the table.</param>
internal sealed record ScalingPoint(string Type, string Program, int Entries, double Seconds, long MemoryBytes, long SourceBytes);
