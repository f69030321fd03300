namespace MapKit.Compare;

/// <summary>The pieces of work that are compared, and what is to be reached (README, and what it calls fast).</summary>
internal sealed class WorkList
{
    private const int KeyCount = 100_000;
    private const int OneLineTables = 50;

    private static readonly Dictionary<string, double> CompileGoals = new() { ["hash"] = 12, ["lmdb"] = 5, ["cdb"] = 5, ["btree"] = 3 };
    private static readonly Dictionary<string, double> DumpGoals = new() { ["hash"] = 12, ["lmdb"] = 12 };
    private static readonly Dictionary<string, double> QueryGoals = new() { ["hash"] = 15, ["lmdb"] = 6, ["cdb"] = 1.5 };

    private readonly Programs _programs;
    private readonly WorkFolder _folder;
    private readonly IReadOnlyList<string> _only;

    /// <summary>Begins a list.</summary>
    /// <param name="programs">The programs.</param>
    /// <param name="folder">Where the tables are.</param>
    /// <param name="only">Names of the pieces that are wanted; all, if empty.</param>
    public WorkList(Programs programs, WorkFolder folder, IReadOnlyList<string> only)
    {
        _programs = programs;
        _folder = folder;
        _only = only;
    }

    /// <summary>The types of map, in the order of the table.</summary>
    public static IEnumerable<string> Types => CompileGoals.Keys;

    /// <summary>The suffix of a type's files.</summary>
    public static string SuffixOf(string type) => type is "hash" or "btree" ? ".db" : "." + type;

    /// <summary>The work that is wanted. Writes the tables and maps that it needs.</summary>
    public List<Work> Prepare(TransportTable table, ProcessRunner runner)
    {
        table.WriteKeysTo(_folder.Keys, KeyCount);
        var works = new List<Work>();
        foreach (var type in Types) works.Add(Compile(type));
        foreach (var (type, goal) in DumpGoals) works.Add(Dump(type, goal));
        foreach (var (type, goal) in QueryGoals) works.Add(Query(type, goal));
        works.Add(OneLine());
        works.Add(Unchanged());
        if (runner.Output(_programs.Mapkit("--help")).Contains("  lint ", StringComparison.Ordinal)) works.Add(Lint());
        var unknown = _only.Where(name => works.All(work => work.Name != name)).ToList();
        if (unknown.Count > 0) throw new ComparisonException($"no such work: {string.Join(", ", unknown)}; there are {string.Join(", ", works.Select(work => work.Name))}");
        if (_only.Count > 0) works.RemoveAll(work => !_only.Contains(work.Name));
        return works;
    }

    /// <summary>Both compile the whole table to a new map.</summary>
    public Work Compile(string type)
    {
        var (ours, peer) = (_folder.OurSource + SuffixOf(type), _folder.PeerSource + SuffixOf(type));
        return new Work(
            $"compile-{type}", CompileGoals[type],
            _programs.Mapkit("compile", $"{type}:{_folder.OurSource}") with { Removed = [ours] },
            _programs.Postmap($"{type}:{_folder.PeerSource}") with { Removed = [peer] },
            _folder.OurSource)
        {
            Written = ours,
            Maps = (ours, peer),
        };
    }

    /// <summary>The peer's compilation of the map that the work reads, which comes before it and is not measured.</summary>
    public Invocation? Preparation(Work work) => work.Read.StartsWith(_folder.ReadSource + ".", StringComparison.Ordinal) && !File.Exists(work.Read)
        ? _programs.Postmap($"{work.Name[(work.Name.IndexOf('-', StringComparison.Ordinal) + 1)..]}:{_folder.ReadSource}")
        : null;

    private Work Dump(string type, double goal) => new(
        $"dump-{type}", goal,
        _programs.Mapkit("dump", $"{type}:{_folder.ReadSource}"),
        _programs.Postmap("-s", $"{type}:{_folder.ReadSource}"),
        _folder.ReadSource + SuffixOf(type))
    {
        PrintsResults = true,
    };

    private Work Query(string type, double goal) => new(
        $"query-{type}", goal,
        _programs.Mapkit("query", "-", $"{type}:{_folder.ReadSource}") with { Input = _folder.Keys },
        _programs.Postmap("-q", "-", $"{type}:{_folder.ReadSource}") with { Input = _folder.Keys },
        _folder.ReadSource + SuffixOf(type))
    {
        PrintsResults = true,
    };

    private Work OneLine()
    {
        var tables = _folder.WriteOneLineTables(OneLineTables);
        var maps = tables.Select(table => table + ".db").ToArray();
        return new Work(
            "compile-one-line", 1.5,
            Each("for table; do \"$0\" compile hash:\"$table\" || exit; done", [_programs.MapkitPath, .. tables]),
            Each("configuration=$1; shift; for table; do \"$0\" -c \"$configuration\" hash:\"$table\" || exit; done", [_programs.PostmapPath, _folder.Configuration, .. tables]),
            tables[0])
        {
            Written = maps[0],
        };

        Invocation Each(string script, string[] arguments) => Invocation.OfShell(script, arguments) with { Removed = maps, Repeats = OneLineTables };
    }

    private Work Unchanged()
    {
        var compile = Compile("hash");
        return new Work("compile-unchanged", 2, compile.Ours with { Removed = [] }, compile.Ours, compile.Read)
        {
            Against = "mapkit compile hash",
        };
    }

    private Work Lint()
    {
        var compile = Compile("hash");
        return new Work("lint", 2, _programs.Mapkit("lint", _folder.OurSource), compile.Peer, compile.Read)
        {
            Against = "postmap hash",
        };
    }
}
