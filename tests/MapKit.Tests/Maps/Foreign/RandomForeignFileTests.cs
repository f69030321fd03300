using System.Globalization;
using System.Text;
using MapKit.Maps;
using MapKit.Tests.Maps.BerkeleyDb;
using MapKit.Tests.Maps.Lmdb;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Maps.Foreign;

/// <summary>
/// Files that other programs made, in random layouts, of random records: our dump is that of the library's own tool, in order
/// and in bytes, and every key is found with its first value. MAPKIT_SETS and MAPKIT_SEED as for <see cref="RandomRuns"/>.
/// </summary>
[Trait(Category.Name, Category.Random)]
public sealed class RandomForeignFileTests(ITestOutputHelper log) : IDisposable
{
    private const int Loads = 60;
    private const int Programs = 40;
    private const int Updates = 3;
    private const int Cdbs = 30;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<MapType> Updatable => [MapType.Hash, MapType.Btree, MapType.Lmdb];

    public void Dispose() => _folder.Dispose();

    [PeerFact("db_load", "db_dump")]
    public void Whatever_db_load_is_told_its_files_are_read_as_db_dump_reads_them() => RandomRuns.All(log, Loads, seed =>
    {
        var random = new Random(seed);
        var path = _folder.File($"load{seed}.db");
        var pageSize = 512 << random.Next(8);
        List<string> common = [$"db_pagesize={pageSize}", random.Next(2) == 0 ? "db_lorder=4321" : "db_lorder=1234"];
        if (random.Next(3) == 0) common.Add("chksum=1");
        var names = random.Next(3) == 0 ? Enumerable.Range(0, random.Next(1, 4)).Select(i => (string?)$"database {i}").ToList() : [null];
        var hasHint = false;
        foreach (var name in names)
        {
            var type = random.Next(2) == 0 ? MapType.Hash : MapType.Btree;
            var (settings, duplicates) = Settings(random, type, common);
            if (name is not null) settings.Add($"database={name}");

            // A file made with a hint of its records tells their number no better than the hint, and verify does not know it.
            hasHint |= settings.Exists(setting => setting.StartsWith("h_nelem", StringComparison.Ordinal));
            LibDb.Load(path, MapTypes.NameOf(type), [], Pairs(random, type, pageSize, duplicates), [.. settings.SelectMany(setting => new[] { "-c", setting })]);
        }

        foreach (var name in names)
        {
            Agree(path, name, LibDb.Dump(path, name));
            if (!hasHint) Verifies(path, name);
        }

        File.Delete(path);
    });

    [PeerFact("db_dump", "mdb_dump")]
    public void What_a_C_program_put_and_deleted_at_random_is_read_as_the_dump_tools_read_it()
    {
        PeerTools.SkipUnless(ForeignProgram.Path is not null, "no C compiler, db.h and lmdb.h");
        RandomRuns.All(log, Programs, seed =>
        {
            var random = new Random(seed);
            var path = _folder.File($"program{seed}");
            var lmdb = random.Next(3) == 0;
            string[] names = random.Next(4) == 0 ? ["one", "two"] : [""];
            var (page, order, sums) = (512 << random.Next(6), random.Next(2) == 0 ? 1234 : 4321, random.Next(4) == 0 ? "c" : "");
            foreach (var name in names)
            {
                var type = lmdb ? "lmdb" : random.Next(2) == 0 ? "hash" : "btree";
                Run(path, type, name, Text(seed), Text(random.Next(1, 4000)), new[] { "", "", "d", "s" }[random.Next(4)] + sums, Text(page), Text(order));
            }

            foreach (var name in names)
            {
                var database = name.Length == 0 ? null : name;
                Agree(path, database, lmdb ? LmdbPeer.HexDump(path, database) : LibDb.Dump(path, database));
                Verifies(path, database);
            }

            File.Delete(path);
        });

        void Run(params string[] arguments)
        {
            var result = Tool.Run(ForeignProgram.Path!, arguments);
            Assert.True(result.ExitCode == 0, $"{string.Join(' ', arguments)}: {result.Error}");
        }
    }

    [PeerTheory("postmap", "db_dump", "mdb_dump")]
    [MemberData(nameof(Updatable))]
    public void A_map_that_postmap_changes_over_tens_of_rounds_is_read_as_the_dump_tools_read_it(MapType type) => RandomRuns.All(log, Updates, seed =>
    {
        var random = new Random(seed);
        var configuration = PostfixConfiguration.Write(_folder.File($"etc{seed}"));
        var name = _folder.File($"update{seed}");
        var path = name + MapTypes.SuffixOf(type);
        var keys = Enumerable.Range(0, 400).Select(i => $"key{i}{(i % 11 == 3 ? new string('k', random.Next(400)) : "")}").ToArray();
        for (var round = 0; round < 15; round++)
        {
            var delete = round > 0 && random.Next(3) == 0;
            var lines = new StringBuilder();
            for (var change = random.Next(1, 60); change > 0; change--)
            {
                lines.Append(keys[random.Next(keys.Length)]);
                if (!delete) lines.Append(' ').Append(new string((char)('a' + random.Next(26)), random.Next(12) == 0 ? random.Next(1, 9000) : random.Next(1, 40)));
                lines.Append('\n');
            }

            var result = Tool.Run(
                "postmap",
                ["-c", configuration, .. delete ? ["-d", "-"] : new[] { random.Next(2) == 0 ? "-ri" : "-wi" }, $"{MapTypes.NameOf(type)}:{name}"],
                MapText.Bytes(lines.ToString()),
                PreloadedSleep.Variables);
            Assert.True(result.ExitCode == 0 || (delete && result.ExitCode == 1), result.Error);
            if (round % 3 == 2) Agree(path, null, type == MapType.Lmdb ? LmdbPeer.HexDump(path) : LibDb.Dump(path));
        }

        Verifies(path, null);
    });

    [PeerFact("mdb_load", "mdb_dump", "mdb_copy")]
    public void Files_of_mdb_load_and_compacted_copies_are_read_as_mdb_dump_reads_them() => RandomRuns.All(log, Loads, seed =>
    {
        var random = new Random(seed);
        var path = _folder.File($"load{seed}.mdb");
        var source = new RandomRecords(random, MapType.Lmdb, 4096);
        string[] names = random.Next(3) == 0 ? ["one", "\u00E4"] : [""];
        var count = RandomRecords.Count(random);
        foreach (var name in names)
        {
            // Sorted duplicates in a database without a key that has two; their values are keys, and as short.
            var sorted = random.Next(3) == 0;
            var text = new StringBuilder("VERSION=3\nformat=bytevalue\ntype=btree\nmapsize=268435456\n").Append(sorted ? "dupsort=1\n" : "").Append("HEADER=END\n");
            foreach (var key in Enumerable.Range(0, count).Select(_ => source.Key()).DistinctBy(Convert.ToHexString))
                text.Append(' ').Append(TestMap.Hex(key)).Append("\n ").Append(TestMap.Hex(sorted ? source.Key() : source.Value(key.Length))).Append('\n');
            text.Append("DATA=END\n");
            string[] options = [.. random.Next(2) == 0 ? ["-N"] : Array.Empty<string>(), .. name.Length > 0 ? ["-s", name] : Array.Empty<string>()];
            var result = Tool.Run("mdb_load", ["-n", .. options, path], Encoding.ASCII.GetBytes(text.ToString()), null);
            Assert.True(result.ExitCode == 0, result.Error);
        }

        var compact = _folder.File($"compact{seed}.mdb");
        Assert.Equal(0, Tool.Run("sh", "-c", $"mdb_copy -n -c {path} > {compact}").ExitCode);
        foreach (var file in new[] { path, compact })
        {
            foreach (var database in names.Select(name => name.Length == 0 ? null : name))
            {
                Agree(file, database, LmdbPeer.HexDump(file, database));
                Verifies(file, database);
            }

            File.Delete(file);
            File.Delete(file + "-lock");
        }
    });

    [PeerFact("cdb")]
    public void Files_of_tinycdb_are_read_as_it_lists_them_however_it_treats_repeated_keys() => RandomRuns.All(log, Cdbs, seed =>
    {
        var random = new Random(seed);
        var path = _folder.File($"{seed}.cdb");
        var input = new MemoryStream();
        var option = new[] { "-c", "-cw", "-cr", "-cu", "-c0" }[random.Next(5)];
        for (var count = random.Next(0, 300); count > 0; count--)
        {
            var key = $"key{random.Next(200)}{(random.Next(20) == 0 ? new string('k', random.Next(3000)) : "")}";
            var value = new string('v', random.Next(20) == 0 ? random.Next(9000) : random.Next(30));
            input.Write(MapText.Bytes(string.Create(CultureInfo.InvariantCulture, $"+{key.Length},{value.Length}:{key}->{value}\n")));
        }

        input.Write("\n"u8);
        var made = Tool.Run("cdb", [option, path], input.ToArray(), null);
        Assert.True(made.ExitCode == 0, made.Error);
        var listed = Tool.Run("cdb", "-d", path).OutputBytes;
        using var map = MapFile.Open(path);
        var ours = new MemoryStream();
        var seen = new HashSet<string>();
        foreach (var (key, value) in map.Records)
        {
            ours.Write(MapText.Bytes(string.Create(CultureInfo.InvariantCulture, $"+{key.Length},{value.Length}:")));
            ours.Write(key.Span);
            ours.Write("->"u8);
            ours.Write(value.Span);
            ours.Write("\n"u8);

            // What -0 has overwritten with zeros is listed, as a record of an empty key, and no longer found.
            if (key.Length == 0) Assert.False(map.TryGet(key.Span, out _));
            else if (seen.Add(TestMap.Hex(key.Span))) Assert.True(map.TryGet(key.Span, out var first) && first.Span.SequenceEqual(value.Span));
        }

        ours.Write("\n"u8);
        Assert.True(listed.AsSpan().SequenceEqual(ours.ToArray()), "the lists differ");
        File.Delete(path);
    });

    private static (List<string> Settings, bool Duplicates) Settings(Random random, MapType type, IEnumerable<string> common)
    {
        List<string> settings = [.. common];
        var duplicates = random.Next(3);
        if (duplicates > 0) settings.Add("duplicates=1");
        if (duplicates == 2) settings.Add("dupsort=1");
        if (type == MapType.Hash && random.Next(2) == 0) settings.Add($"h_ffactor={random.Next(1, 80)}");
        if (type == MapType.Hash && random.Next(2) == 0) settings.Add($"h_nelem={random.Next(1, 600)}");
        if (type == MapType.Btree && random.Next(2) == 0) settings.Add($"bt_minkey={random.Next(2, 7)}");
        if (type == MapType.Btree && duplicates == 0 && random.Next(4) == 0) settings.Add("recnum=1");
        return (settings, duplicates > 0);
    }

    // Keys of one length class: where long and short ones share a page of a hash, libdb loses some itself
    // (docs/formats/berkeley-db-hash.md#order-of-keys-on-a-page).
    private static List<(byte[] Key, byte[] Value)> Pairs(Random random, MapType type, int pageSize, bool duplicates)
    {
        var source = new RandomRecords(random, type, pageSize);
        var count = Math.Min(RandomRecords.Count(random), 400);
        var keys = Enumerable.Range(0, count).Select(_ => source.Key()).Where(key => type != MapType.Hash || key.Length <= pageSize / 5)
            .DistinctBy(Convert.ToHexString).ToList();
        return [.. keys.SelectMany(key => Enumerable.Range(0, duplicates && random.Next(4) == 0 ? random.Next(1, 40) : 1)
            .Select(_ => (key, source.Value(key.Length))).DistinctBy(pair => Convert.ToHexString(pair.Item2)))];
    }

    private static void Agree(string path, string? database, List<(string Key, string Value)> expected)
    {
        using var map = MapFile.Open(path, database);
        Assert.Equal(expected, map.Records.Select(record => (TestMap.Hex(record.Key.Span), TestMap.Hex(record.Value.Span))));
        foreach (var (key, value) in expected.DistinctBy(record => record.Key))
        {
            if (!map.TryGet(Convert.FromHexString(key), out var found)) Assert.Fail($"key {key} is not found");
            Assert.Equal(value, TestMap.Hex(found.Span));
        }

        Assert.False(map.TryGet("absent"u8, out _));
    }

    private static void Verifies(string path, string? database)
    {
        var verification = MapVerification.Verify(path, database);
        Assert.True(verification.IsSound, string.Join('\n', verification.Problems));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
