using System.Text.Json.Serialization;

namespace MapKit.Compare;

/// <summary>One piece of work that two programs do. Written as JSON it is without the paths of the folder it was measured in.</summary>
/// <param name="Name">What <c>--only</c> calls it.</param>
/// <param name="Goal">How many times as fast as the other ours is to be.</param>
/// <param name="Ours">Our program.</param>
/// <param name="Peer">The other.</param>
/// <param name="Read">The file that is read, for the floor and the memory.</param>
internal sealed record Work(string Name, double Goal, [property: JsonIgnore] Invocation Ours, [property: JsonIgnore] Invocation Peer, [property: JsonIgnore] string Read)
{
    /// <summary>What the other is, where that is not Postfix's tool doing the same.</summary>
    public string? Against { get; init; }

    /// <summary>The file that is written, for the floor; null where nothing is.</summary>
    [JsonIgnore]
    public string? Written { get; init; }

    /// <summary>The least that can be done: read the one once, write the other once, in order, and have it on the disk.</summary>
    /// <param name="folder">A folder on the same disk.</param>
    public Invocation Floor(string folder)
    {
        if (Written is null) return new Invocation("cat", Read);
        var target = Path.Combine(folder, "floor");
        var length = new FileInfo(Written).Length.ToString(System.Globalization.CultureInfo.InvariantCulture);
        const string Script = "cat \"$0\" >/dev/null && dd if=/dev/zero of=\"$1\" bs=1M iflag=count_bytes count=\"$2\" conv=fsync status=none";
        return Invocation.OfShell(Script, Read, target, length) with { Removed = [target] };
    }

    /// <summary>Whether both print the same: what they found.</summary>
    public bool PrintsResults { get; init; }

    /// <summary>The maps that hold the same records afterwards, ours and the other's; null where none are made.</summary>
    [JsonIgnore]
    public (string Ours, string Peer)? Maps { get; init; }
}
