namespace MapKit.Compare;

/// <summary>What a piece of work is to reach with the table of a million entries.</summary>
internal sealed record Target
{
    /// <summary>The most seconds.</summary>
    public double? Seconds { get; init; }

    /// <summary>The most time, as a multiple of the floor.</summary>
    public double? TimesFloor { get; init; }

    /// <summary>The most time, as a multiple of the other program's.</summary>
    public double? TimesPeer { get; init; }

    /// <summary>The most memory, as a multiple of the table.</summary>
    public double? MemoryOfTable { get; init; }

    /// <summary>The most memory, in MiB.</summary>
    public double? Mebibytes { get; init; }

    /// <summary>The time in words.</summary>
    public string Time() =>
        Seconds is { } seconds ? Figures.Time(seconds)
        : TimesFloor is { } floor ? $"{Figures.Times(floor)} floor"
        : TimesPeer is { } peer ? $"{Figures.Times(peer)} peer"
        : "-";

    /// <summary>The memory in words.</summary>
    public string Memory() => MemoryOfTable is { } table ? Figures.Times(table) : Mebibytes is { } mebibytes ? $"{Figures.Text(mebibytes)} MiB" : "-";

    /// <summary>Whether the time is reached.</summary>
    public bool IsTimeReached(WorkResult result) => result.Ours.Median <= (Seconds ?? (TimesFloor is { } floor ? floor * result.Floor.Median : (TimesPeer ?? double.MaxValue) * result.Peer.Median));

    /// <summary>Whether the memory is reached.</summary>
    public bool IsMemoryReached(WorkResult result) => result.OurMemory <= (MemoryOfTable * result.SourceBytes ?? Mebibytes * (1 << 20) ?? double.MaxValue);
}
