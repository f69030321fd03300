using System.Diagnostics;
using MapKit.Maps;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Maps;

/// <summary>Files that change while they are read: an error or whole contents, never a crash and never a mixture.</summary>
public sealed class ChangingFileTests : IDisposable
{
    private const int Records = 3000;
    private const int Replacements = 200;
    private const int Readers = 8;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<MapType> Types => [.. MapTypes.All];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Types))]
    public void A_file_that_shrinks_while_it_is_read_is_an_error(MapType type)
    {
        var path = Write(type, 'a');
        using var map = MapFile.Open(path);
        using var records = map.Records.GetEnumerator();
        Assert.True(records.MoveNext());
        using (var file = File.OpenWrite(path)) file.SetLength(file.Length / 2);
        Assert.Throws<MapFormatException>(() =>
        {
            while (records.MoveNext())
            {
            }
        });
    }

    // Not lmdb: nobody but LMDB writes to such a file while it is in use, and that by transactions.
    [Theory]
    [InlineData(MapType.Hash)]
    [InlineData(MapType.Btree)]
    [InlineData(MapType.Cdb)]
    public void A_file_that_is_rewritten_in_place_while_it_is_read_is_an_error(MapType type)
    {
        var path = Write(type, 'a');
        var other = File.ReadAllBytes(Write(type, 'b'));
        using var map = MapFile.Open(path);
        using var records = map.Records.GetEnumerator();
        Assert.True(records.MoveNext());
        Thread.Sleep(20); // more than the step of a file's time on older kernels
        using (var file = File.OpenWrite(path)) file.Write(other);
        var change = Assert.Throws<MapFormatException>(() =>
        {
            while (records.MoveNext())
            {
            }
        });
        Assert.Equal("the file was changed while it was read", change.Reason);
        Assert.Throws<MapFormatException>(() => Enumerable.Range(0, Records).Count(i => map.TryGet(Key(i, type), out _)));
    }

    [PeerFact("postmap")]
    public void An_lmdb_file_may_take_one_transaction_while_it_is_read_and_no_more()
    {
        using var postfix = new PostmapFolder();
        var path = postfix.Write("map.lmdb", File.ReadAllBytes(Write(MapType.Lmdb, 'a')));
        using var map = MapFile.Open(path);
        using var records = map.Records.GetEnumerator();
        Assert.True(records.MoveNext());
        var name = "lmdb:" + postfix.PathOf("map");
        postfix.Succeed(["-i", name], string.Concat(Enumerable.Range(0, Records).Select(i => $"key{i:d6} b\n")));
        var left = 1;
        while (records.MoveNext()) left++;
        Assert.Equal(Records, left);
        for (var i = 0; i < 2; i++) postfix.Succeed(["-i", name], $"more{i} c\n");
        Assert.Throws<MapFormatException>(() => map.Records.Count());
    }

    [PeerTheory("postmap")]
    [InlineData("hash")]
    [InlineData("btree")]
    [InlineData("lmdb")]
    [InlineData("cdb")]
    public void While_postmap_rewrites_a_map_readers_see_whole_contents_or_an_error(string type)
    {
        using var postfix = new PostmapFolder();
        Assert.True(MapTypes.TryParse(type, out var mapType));
        var (sources, path) = (new[] { postfix.PathOf("a"), postfix.PathOf("b") }, postfix.PathOf("map") + MapTypes.SuffixOf(mapType));
        foreach (var source in sources)
            postfix.WriteSource(Path.GetFileName(source), Enumerable.Range(0, Records).Select(i => ($"key{i:d6}", Value(i, Path.GetFileName(source)[0]))));
        File.Copy(sources[0], postfix.PathOf("map"));
        postfix.Succeed([$"{type}:{postfix.PathOf("map")}"]);
        Race(path, () =>
        {
            for (var round = 1; round <= 8; round++)
            {
                File.Copy(sources[round % 2], postfix.PathOf("map"), overwrite: true);
                postfix.Succeed([$"{type}:{postfix.PathOf("map")}"]);
            }
        }, mayFail: true);
    }

    [Theory]
    [Trait(Category.Name, Category.Slow)]
    [MemberData(nameof(Types))]
    public void While_another_process_replaces_a_map_by_renaming_readers_see_only_whole_contents(MapType type)
    {
        var path = Write(type, 'a');
        var (old, fresh, next) = (_folder.File("old"), Write(type, 'b'), _folder.File("next"));
        File.Copy(path, old);
        var script = $"for i in $(seq {Replacements / 2}); do cp {fresh} {next}; mv {next} {path}; cp {old} {next}; mv {next} {path}; done";
        using var open = MapFile.Open(path);
        Race(path, () => Assert.Equal(0, Tool.Run("sh", "-c", script).ExitCode), mayFail: false, open);
        Assert.Equal('a', Generation(open));
    }

    // Eight threads read the file again and again, and one that was opened before, until the change is over.
    private static void Race(string path, Action change, bool mayFail, IMapReader? open = null)
    {
        var done = false;
        var whole = 0;
        var seen = new HashSet<char>();
        var readers = Enumerable.Range(0, Readers).Select(_ => Task.Factory.StartNew(() =>
        {
            for (var last = false; !last;)
            {
                last = Volatile.Read(ref done);
                try
                {
                    using var map = MapFile.Open(path);
                    var generation = Generation(map);
                    lock (seen) seen.Add(generation);
                    Interlocked.Increment(ref whole);
                }
                catch (MapFormatException) when (mayFail)
                {
                    // The other right answer.
                }

                if (open is not null) Assert.True(open.TryGet(Key(Random.Shared.Next(Records), open.Type), out var value) && value.Span[0] == 'a');
            }
        }, TaskCreationOptions.LongRunning)).ToArray();
        try
        {
            change();
        }
        finally
        {
            Volatile.Write(ref done, true);
            Task.WaitAll(readers);
        }

        Assert.True(whole >= Readers, $"only {whole} whole contents");
        Assert.Equal(['a', 'b'], seen.Order());
    }

    /// <summary>The letter of which all values consist.</summary>
    private static char Generation(IMapReader map)
    {
        var generation = '\0';
        var count = 0;
        foreach (var (key, value) in map.Records)
        {
            var letters = value.Span.TrimEnd((byte)0);
            if (generation == 0) generation = (char)letters[0];
            if (letters.ContainsAnyExcept((byte)generation)) Assert.Fail($"{MapText.Text(key)} has a value of another content than the records before");
            count++;
        }

        Assert.Equal(Records, count);
        return generation;
    }

    private string Write(MapType type, char letter)
    {
        var path = _folder.File($"{letter}{Stopwatch.GetTimestamp()}");
        var writer = new MapWriter(path, type);
        for (var i = 0; i < Records; i++) writer.AddStored(Key(i, type), MapText.Bytes(Value(i, letter)));
        writer.Complete();
        return path;
    }

    // lmdb with the NUL that postmap stores.
    private static byte[] Key(int number, MapType type) => MapText.Bytes(type == MapType.Lmdb ? $"key{number:d6}\0" : $"key{number:d6}");

    private static string Value(int number, char letter) => new(letter, number % 100 == 7 ? 9000 : 20);
}
