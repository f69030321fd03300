using MapKit.Maps;

namespace MapKit.Operations.CrossCheck;

/// <summary>What a check of one source and map type found.</summary>
internal sealed record CrossCheckReport
{
    /// <summary>The source, as the caller named it.</summary>
    public required string SourcePath { get; init; }

    /// <summary>The map type.</summary>
    public required MapType Type { get; init; }

    /// <summary>The verdict.</summary>
    public required CrossCheckOutcome Outcome { get; init; }

    /// <summary>Why the reference cannot build this type, one character for each byte; null if it was checked.</summary>
    public string? Refusal { get; init; }

    /// <summary>What MapKit made; null if it was not checked.</summary>
    public CrossCheckSide? MapKit { get; init; }

    /// <summary>What the reference made; null if it was not checked.</summary>
    public CrossCheckSide? Reference { get; init; }

    /// <summary>
    /// Where MapKit made no map, the last that it said, which the reference said too if it has words; one character for each byte.
    /// </summary>
    public string? Failure { get; init; }

    /// <summary>What the reference reads in MapKit's map; null if it cannot be asked or there is no map.</summary>
    public CrossCheckReading? Reading { get; init; }

    /// <summary>The first messages that only one has, in their order.</summary>
    public IReadOnlyList<CrossCheckMessage> Messages { get; init; } = [];

    /// <summary>How many messages only one has.</summary>
    public int DifferingMessages { get; init; }

    /// <summary>Both have the same messages in another order.</summary>
    public bool MessagesInOtherOrder { get; init; }

    /// <summary>The first records that differ, in the order of their keys.</summary>
    public IReadOnlyList<CrossCheckRecord> Records { get; init; } = [];

    /// <summary>Records that only the reference has.</summary>
    public long MissingRecords { get; init; }

    /// <summary>Records that only MapKit has.</summary>
    public long ExtraRecords { get; init; }

    /// <summary>Keys that both have with different values.</summary>
    public long DifferingRecords { get; init; }

    /// <summary>cdb: the first byte in which the files differ, counted from 0, or null. Compared only where all records are the same.</summary>
    public long? FirstDifferingByte { get; init; }

    /// <summary>cdb: both have the same records in another order. The bytes are not compared where one has the NIS records, which have the time.</summary>
    public bool RecordsInOtherOrder { get; init; }
}

/// <summary>What a check came to.</summary>
internal enum CrossCheckOutcome
{
    /// <summary>Both engines say and store the same.</summary>
    Same,

    /// <summary>They do not.</summary>
    Differs,

    /// <summary>The reference cannot build maps of this type.</summary>
    NotChecked,
}

/// <summary>What one engine made of a source.</summary>
/// <param name="Engine">Its name.</param>
/// <param name="ExitStatus">Its exit status, or null.</param>
/// <param name="MapSuffix">The suffix of the map it wrote, or null for no map.</param>
/// <param name="MapProblem">Why its map cannot be read, or null.</param>
/// <param name="Records">Records in the map; those that are not compared do not count.</param>
/// <param name="Bytes">Size of the map file.</param>
/// <param name="Elapsed">Time spent on building.</param>
internal sealed record CrossCheckSide(
    string Engine, int? ExitStatus, string? MapSuffix, string? MapProblem, long Records, long Bytes, TimeSpan Elapsed);
