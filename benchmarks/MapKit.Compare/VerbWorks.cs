namespace MapKit.Compare;

/// <summary>The work of the other verbs, which read sources, maps or both.</summary>
/// <param name="programs">The programs.</param>
/// <param name="folder">Where the tables are.</param>
internal sealed class VerbWorks(Programs programs, WorkFolder folder)
{
    private const int DumpedSourceMebibytes = 40;

    private static readonly Dictionary<string, double> QueryGoals = new() { ["hash"] = 0.035, ["lmdb"] = 0.04, ["cdb"] = 0.035 };

    /// <summary>All of it.</summary>
    public IEnumerable<Work> All() =>
    [
        Lint(),
        Verify("hash", 0.4) with { Peer = new Invocation("db_verify", "-q", MapOf("hash")), Against = "db_verify, without a source" },
        Verify("lmdb", 0.3),
        Diff(), Convert(), Dump("hash"), Dump("lmdb"), DumpAsSource(), FmtCheck(), Set(), Status(),
        .. QueryGoals.Keys.Select(Query),
    ];

    private static Target Goal(double seconds, double? memoryOfTable = 2.5) => new() { Seconds = seconds, MemoryOfTable = memoryOfTable };

    private string MapOf(string type) => folder.ReadSource + WorkFolder.SuffixOf(type);

    private (string Map, Invocation Make) MadeByPostmap(string type) => (MapOf(type), programs.Postmap($"{type}:{folder.ReadSource}"));

    private Work Lint() => new("lint", Goal(0.35, 2.2), programs.Mapkit("lint", folder.OurSource), folder.OurSource)
    {
        Peer = programs.Postmap($"hash:{folder.PeerSource}") with { Removed = [folder.PeerSource + ".db"] },
        Against = "postmap hash",
    };

    private Work Verify(string type, double seconds) => new($"verify-{type}", Goal(seconds), programs.Mapkit("verify", $"{type}:{folder.ReadSource}"), MapOf(type), folder.OurSource)
    {
        Preparation = MadeByPostmap(type),
    };

    private Work Diff() => new("diff", Goal(0.5, 3), programs.Mapkit("diff", folder.OurSource, folder.ChangedSource) with { Status = 1 }, folder.OurSource, folder.ChangedSource);

    private Work Convert()
    {
        var written = folder.PathOf("converted.lmdb");
        return new Work("convert-hash-lmdb", Goal(0.35), programs.Mapkit("convert", $"hash:{folder.ReadSource}", written) with { Removed = [written] }, MapOf("hash"))
        {
            Preparation = MadeByPostmap("hash"),
            Written = written,
        };
    }

    private Work Dump(string type) => new($"dump-{type}", Goal(0.08, null), programs.Mapkit("dump", $"{type}:{folder.ReadSource}"), MapOf(type))
    {
        Peer = programs.Postmap("-s", $"{type}:{folder.ReadSource}"),
        Preparation = MadeByPostmap(type),
        PrintsResults = true,
    };

    private Work DumpAsSource() => new(
        "dump-as-source", new Target { Seconds = 0.15, Mebibytes = DumpedSourceMebibytes },
        programs.Mapkit("dump", "--as", "source", $"hash:{folder.ReadSource}"), MapOf("hash"))
    {
        Preparation = MadeByPostmap("hash"),
    };

    private Work FmtCheck() => new("fmt-check", Goal(0.3), programs.Mapkit("fmt", "--check", folder.OurSource) with { Status = 1 }, folder.OurSource);

    private Work Set()
    {
        var edited = folder.PathOf("edited");
        return new Work(
            "set", Goal(0.15, 1.5),
            programs.Mapkit("set", "--format", "transport", edited, "new@example.com", "smtp:[mail.example.com]:25") with { Copied = [(folder.OurSource, edited)] },
            folder.OurSource)
        {
            Written = folder.OurSource,
        };
    }

    private Work Status()
    {
        var map = folder.CurrentSource + ".db";
        return new Work("status", Goal(0.35), programs.Mapkit("status", "--config", folder.CurrentConfiguration), folder.OurSource, map)
        {
            Preparation = (map, programs.Mapkit("compile", $"hash:{folder.CurrentSource}")),
        };
    }

    private Work Query(string type) => new($"query-{type}", Goal(QueryGoals[type], null), programs.Mapkit("query", "-", $"{type}:{folder.ReadSource}") with { Input = folder.Keys }, MapOf(type))
    {
        Peer = programs.Postmap("-q", "-", $"{type}:{folder.ReadSource}") with { Input = folder.Keys },
        Preparation = MadeByPostmap(type),
        PrintsResults = true,
    };
}
