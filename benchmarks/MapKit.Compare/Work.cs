using System.Globalization;
using System.Text.Json.Serialization;

namespace MapKit.Compare;

/// <summary>One piece of work of our program. Written as JSON it is without the paths of the folder it was measured in.</summary>
/// <param name="Name">What <c>--only</c> calls it.</param>
/// <param name="Target">What it is to reach.</param>
/// <param name="Ours">Our program.</param>
/// <param name="Reads">The files that are read, for the floor.</param>
internal sealed record Work(string Name, Target Target, [property: JsonIgnore] Invocation Ours, [property: JsonIgnore] params IReadOnlyList<string> Reads)
{
    /// <summary>The other program, or null where there is none.</summary>
    [JsonIgnore]
    public Invocation? Peer { get; init; }

    /// <summary>What the other is, where that is not Postfix's tool doing the same.</summary>
    public string? Against { get; init; }

    /// <summary>The file that is written, for the floor; null where nothing is.</summary>
    [JsonIgnore]
    public string? Written { get; init; }

    /// <summary>The floor, where it is another than to read and to write.</summary>
    [JsonIgnore]
    public Invocation? OwnFloor { get; init; }

    /// <summary>Makes a map that the work reads, if it is not there; that is not measured.</summary>
    [JsonIgnore]
    public (string Map, Invocation Make)? Preparation { get; init; }

    /// <summary>The least that can be done: read the one once, write the other once, in order, and have it on the disk.</summary>
    /// <param name="folder">A folder on the same disk.</param>
    public Invocation Floor(string folder)
    {
        if (OwnFloor is { } floor) return floor;
        if (Written is null) return new Invocation("cat", [.. Reads]);
        var target = Path.Combine(folder, "floor");
        var length = new FileInfo(Written).Length.ToString(CultureInfo.InvariantCulture);
        const string Script = "target=$0 length=$1; shift; cat \"$@\" >/dev/null && dd if=/dev/zero of=\"$target\" bs=1M iflag=count_bytes count=\"$length\" conv=fsync status=none";
        return Invocation.OfShell(Script, [target, length, .. Reads]) with { Removed = [target] };
    }

    /// <summary>Whether both print the same: what they found.</summary>
    public bool PrintsResults { get; init; }

    /// <summary>The maps that hold the same records afterwards, ours and the other's; null where none are made.</summary>
    [JsonIgnore]
    public (string Ours, string Peer)? Maps { get; init; }
}
