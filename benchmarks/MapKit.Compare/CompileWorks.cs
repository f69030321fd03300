namespace MapKit.Compare;

/// <summary>The work that makes maps of sources.</summary>
/// <param name="programs">The programs.</param>
/// <param name="folder">Where the tables are.</param>
internal sealed class CompileWorks(Programs programs, WorkFolder folder)
{
    private const int OneLineTables = 50;
    private const double LimitedMebibytes = 60 + 20;

    private static readonly Target Goal = new() { TimesFloor = 2.5, MemoryOfTable = 2.2 };

    /// <summary>The types of map, in the order of the table.</summary>
    public static IReadOnlyList<string> Types { get; } = ["hash", "lmdb", "cdb", "btree"];

    /// <summary>All of it.</summary>
    public IEnumerable<Work> All() => [.. Types.Select(Whole), Limited(), Unchanged(), OneLine(), OneKey()];

    /// <summary>Both compile the whole table to a new map.</summary>
    public Work Whole(string type)
    {
        var (ours, peer) = (folder.OurSource + WorkFolder.SuffixOf(type), folder.PeerSource + WorkFolder.SuffixOf(type));
        return new Work($"compile-{type}", Goal, programs.Mapkit("compile", $"{type}:{folder.OurSource}") with { Removed = [ours] }, folder.OurSource)
        {
            Peer = programs.Postmap($"{type}:{folder.PeerSource}") with { Removed = [peer] },
            Written = ours,
            Maps = (ours, peer),
        };
    }

    private Work Limited()
    {
        var whole = Whole("hash");
        return new Work(
            "compile-hash-60M", new Target { TimesPeer = 2, Mebibytes = LimitedMebibytes },
            whole.Ours with { Arguments = ["compile", "--memory", "60M", .. whole.Ours.Arguments[1..]] },
            folder.OurSource)
        {
            Peer = whole.Ours,
            Against = "mapkit compile hash",
            Written = whole.Written,
        };
    }

    private Work Unchanged()
    {
        var whole = Whole("hash");
        return new Work("compile-unchanged", new Target { TimesPeer = 0.5 }, whole.Ours with { Removed = [] }, folder.OurSource)
        {
            Peer = whole.Ours,
            Against = "mapkit compile hash",
        };
    }

    private Work OneLine()
    {
        var tables = folder.WriteOneLineTables(OneLineTables);
        var maps = tables.Select(table => table + ".db").ToArray();
        return new Work(
            "compile-one-line", new Target { TimesFloor = 1.15 },
            Each("for table; do \"$0\" compile hash:\"$table\" || exit; done", [programs.MapkitPath, .. tables]),
            tables[0])
        {
            Peer = Each("configuration=$1; shift; for table; do \"$0\" -c \"$configuration\" hash:\"$table\" || exit; done", [programs.PostmapPath, folder.Configuration, .. tables]),
            OwnFloor = Each("for table; do \"$0\" || exit; done", [programs.EmptyPath, .. tables]),
        };

        Invocation Each(string script, string[] arguments) => Invocation.OfShell(script, arguments) with { Removed = maps, Repeats = OneLineTables };
    }

    private Work OneKey()
    {
        var (map, changed) = (folder.SmallSource + ".db", folder.PathOf("one-key"));
        var update = new Invocation(programs.MapkitPath, "postmap", "-c", folder.Configuration, "-i", $"hash:{changed}") { Input = folder.OneLine, Copied = [(map, changed + ".db")] };
        return new Work("postmap-one-key", new Target { Seconds = 0.025 }, update, map)
        {
            Peer = update with { Program = programs.PostmapPath, Arguments = update.Arguments[1..] },
            Preparation = (map, programs.Postmap($"hash:{folder.SmallSource}")),
            Written = map,
        };
    }
}
