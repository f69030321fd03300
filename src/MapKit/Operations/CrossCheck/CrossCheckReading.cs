using MapKit.Maps;

namespace MapKit.Operations.CrossCheck;

/// <summary>MapKit's map as the reference reads it, compared with the same map as MapKit reads it.</summary>
internal sealed record CrossCheckReading
{
    /// <summary>Records that the reference finds in the map, those of NIS included.</summary>
    public long Records { get; init; }

    /// <summary>Why the reference cannot read the map, or null.</summary>
    public string? Problem { get; init; }

    /// <summary>The first records that differ, in the order of their keys.</summary>
    public IReadOnlyList<CrossCheckRecord> Listed { get; init; } = [];

    /// <summary>Records that only the reference reads.</summary>
    public long Missing { get; init; }

    /// <summary>Records that only MapKit reads.</summary>
    public long Extra { get; init; }

    /// <summary>Keys for which each reads another value.</summary>
    public long Differing { get; init; }

    /// <summary>Whether both read the same.</summary>
    public bool IsSame => Problem is null && Missing + Extra + Differing == 0;

    /// <summary>Lets the reference read a map.</summary>
    /// <param name="reader">The reference.</param>
    /// <param name="path">MapKit's map.</param>
    /// <param name="listed">How many differences are listed.</param>
    internal static CrossCheckReading Create(ICrossCheckReader reader, string path, int listed)
    {
        IReadOnlyList<MapRecord> theirs;
        try
        {
            theirs = reader.Read(path);
        }
        catch (Exception exception) when (exception is IOException or MapFormatException)
        {
            return new CrossCheckReading { Problem = exception.Message };
        }

        using var map = MapFile.Open(path);
        var records = CrossCheckRecords.Compare([.. map.Records], theirs, listed);
        return new CrossCheckReading
        {
            Records = theirs.Count,
            Listed = records.Listed,
            Missing = records.Missing,
            Extra = records.Extra,
            Differing = records.Differing,
        };
    }
}
