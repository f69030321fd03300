using System.Diagnostics;
using MapKit.Maps;
using MapKit.Operations.Update;
using MapKit.Tests.Maps;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Operations;

/// <summary>Several writers of one map at a time: nobody's records are lost (docs/formats/map-types.md#locks).</summary>
public sealed class MapUpdateWritersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Name => _folder.File("t");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(MapType.Hash)]
    [InlineData(MapType.Btree)]
    [InlineData(MapType.Lmdb)]
    public void Many_at_once_all_succeed(MapType type)
    {
        const int Writers = 8;
        Parallel.For(0, Writers, new ParallelOptions { MaxDegreeOfParallelism = Writers }, writer =>
        {
            for (var i = 0; i < 3; i++) Updating.Put(type, Name, ($"{writer}-{i}", "v"));
        });
        using var map = MapFile.Open(Name + MapTypes.SuffixOf(type));
        Assert.Equal(Writers * 3, map.Records.Count());
    }

    [Theory]
    [InlineData(MapType.Hash)]
    [InlineData(MapType.Lmdb)]
    public void Two_that_make_the_same_map_both_find_their_records_in_it(MapType type)
    {
        var warnings = new MapKit.Diagnostics.DiagnosticList();
        using var first = MapUpdate.Open(type, Name, Updating.Options());
        using var second = MapUpdate.Open(type, Name, Updating.Options(warnings));
        Updating.Put(first, "a", "1");
        Updating.Put(first, "both", "1");
        Updating.Put(second, "b", "2");
        Updating.Put(second, "both", "2");
        first.Commit();
        second.Commit();
        Assert.Equal("a0=10 b0=20 both0=10", Updating.Records(type, Name));
        Assert.Contains("duplicate entry: \"both\"", Assert.Single(warnings).PostfixText, StringComparison.Ordinal);
    }

    [PeerFact("postmap")]
    public void What_postmap_puts_into_an_lmdb_map_without_a_lock_stays()
    {
        var configuration = PostfixConfiguration.Write(_folder.File("etc"));
        Updating.Put(MapType.Lmdb, Name, ("a", "1"));
        using var update = MapUpdate.Open(MapType.Lmdb, Name, Updating.Options());
        Updating.Put(update, "b", "2");
        Assert.Equal(0, Tool.Run("postmap", ["-c", configuration, "-i", $"lmdb:{Name}"], "c 3\n"u8.ToArray(), null).ExitCode);
        Assert.True(update.Commit().IsWritten);
        Assert.Equal("a0=10 b0=20 c0=30", Updating.Records(MapType.Lmdb, Name));
    }

    [PeerTheory("postmap")]
    [InlineData("hash", "-i")]
    [InlineData("btree", "-i")]
    [InlineData("hash", "-d")]
    public async Task Postmap_waits_and_then_changes_the_new_map(string type, string option)
    {
        var configuration = PostfixConfiguration.Write(_folder.File("etc"));
        var mapType = Updating.TypeOf(type);
        Updating.Put(mapType, Name, ("a", "1"), ("gone", "1"));
        Task<ToolResult> postmap;
        using (var update = MapUpdate.Open(mapType, Name, Updating.Options()))
        {
            Updating.Put(update, "b", "2");
            string[] arguments = option == "-i" ? ["-i", $"{type}:{Name}"] : ["-d", "gone", $"{type}:{Name}"];
            postmap = Task.Run(() => Tool.Run("postmap", ["-c", configuration, .. arguments], "c 3\n"u8.ToArray(), null));
            await Task.Delay(200);
            Assert.False(postmap.IsCompleted);
            update.Commit();
        }

        var result = await postmap;
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal(option == "-i" ? "a0=10 b0=20 c0=30 gone0=10" : "a0=10 b0=20", Updating.Records(mapType, Name));
    }

    [PeerTheory("postmap")]
    [InlineData("hash", "-d")]
    [InlineData("btree", "-d")]
    [InlineData("hash", "-i")]
    [InlineData("lmdb", "-i")]
    [Trait(Category.Name, Category.Slow)]
    public void What_postmaps_beside_us_write_between_opening_and_locking_is_not_lost(string type, string option)
    {
        const int Pairs = 12;
        var configuration = PostfixConfiguration.Write(_folder.File("etc"));
        var mapType = Updating.TypeOf(type);
        for (var round = 0; round < 3; round++)
        {
            var deletes = option == "-d";
            Updating.Put(mapType, Name, [.. Enumerable.Range(0, 300).Select(number => ($"k{number}", "v"))]);
            if (deletes) Updating.Put(mapType, Name, [.. Enumerable.Range(0, Pairs).SelectMany(number => new[] { ($"m{number}", "v"), ($"n{number}", "v") })]);

            // Two of Postfix's own lose each other's changes: one after the other.
            var theirs = Task.Run(() =>
            {
                for (var number = 0; number < Pairs; number++)
                {
                    var result = Tool.Run("postmap", ["-c", configuration, .. deletes ? new[] { "-d", $"n{number}" } : ["-i"], $"{type}:{Name}"], deletes ? null : System.Text.Encoding.ASCII.GetBytes($"n{number} v\n"), null);
                    Assert.True(result.ExitCode == 0, result.Error);
                }
            });
            Parallel.For(0, Pairs, new ParallelOptions { MaxDegreeOfParallelism = Pairs }, number =>
            {
                if (deletes) Updating.Delete(mapType, Name, $"m{number}");
                else Updating.Put(mapType, Name, ($"m{number}", "v"));
            });
            theirs.GetAwaiter().GetResult();
            using (var map = MapFile.Open(Name + MapTypes.SuffixOf(mapType)))
            {
                var keys = map.Records.Select(record => MapText.Text(record.Key)).ToArray();
                Assert.Equal(deletes ? 0 : Pairs, keys.Count(key => key.StartsWith('m')));
                Assert.Equal(deletes ? 0 : Pairs, keys.Count(key => key.StartsWith('n')));
            }

            File.Delete(Name + MapTypes.SuffixOf(mapType));
        }
    }

    [PeerFact("postmap")]
    public async Task We_wait_for_postmap()
    {
        var configuration = PostfixConfiguration.Write(_folder.File("etc"));
        Updating.Put(MapType.Hash, Name, ("a", "1"));
        using var postmap = Process.Start(new ProcessStartInfo(Tool.Find("postmap")!, ["-c", configuration, "-i", $"hash:{Name}"]) { RedirectStandardInput = true })!;
        while (Tool.Find("flock") is not null && Tool.Run("flock", "-n", "-s", Name + ".db", "true").ExitCode == 0) await Task.Delay(10);
        var ours = Task.Run(() => Updating.Put(MapType.Hash, Name, ("b", "2")));
        await Task.Delay(100);
        Assert.False(ours.IsCompleted);
        await postmap.StandardInput.WriteAsync("c 3\n");
        postmap.StandardInput.Close();
        await postmap.WaitForExitAsync();
        await ours;
        Assert.Equal("a0=10 b0=20 c0=30", Updating.Records(MapType.Hash, Name));
    }

    [Fact]
    public void A_wait_can_be_given_up()
    {
        Updating.Put(MapType.Hash, Name, ("a", "1"));
        using var first = MapUpdate.Open(MapType.Hash, Name, Updating.Options());
        using var cancellation = new CancellationTokenSource(100);
        Assert.ThrowsAny<OperationCanceledException>(() => MapUpdate.Open(MapType.Hash, Name, Updating.Options() with { Cancellation = cancellation.Token }));
    }

    [PeerFact("flock")]
    public void While_an_lmdb_map_is_changed_readers_go_on()
    {
        Updating.Put(MapType.Lmdb, Name, ("a", "1"));
        using var update = MapUpdate.Open(MapType.Lmdb, Name, Updating.Options());
        using var reader = MapFile.Open(Name + ".lmdb");
        Assert.True(reader.TryGet(MapText.Bytes("a\0"), out _));
    }
}
