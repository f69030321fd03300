using MapKit.Tests.Peers;

namespace MapKit.Tests.Maps.BerkeleyDb;

/// <summary>Maps that sendmail's and exim's own programs wrote.</summary>
public sealed class ForeignMapTests : IDisposable
{
    private const int Entries = 3000;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [ForeignFact]
    public void Maps_of_makemap_are_read_as_db_dump_reads_them()
    {
        // A line of makemap has 1024 bytes at most.
        var source = MapText.Bytes(string.Concat(Enumerable.Range(0, Entries).Select(i => $"User{i}@example.com relay:[{new string('x', i % 500 == 3 ? 900 : i % 40)}]\n")));
        var repeated = MapText.Bytes(string.Concat(Enumerable.Range(0, Entries).Select(i => $"key{i % 900} value{i}\n")));
        foreach (var type in new[] { "hash", "btree" })
        {
            foreach (var options in new[] { "", "-N", "-f", "-N -f" })
            {
                Made($"{type}{options}", Entries, ["-C", "/dev/null", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries), type], source);
            }

            Made($"{type}-duplicates", Entries, ["-C", "/dev/null", "-d", type], repeated);
            Made($"{type}-replaced", 900, ["-C", "/dev/null", "-r", type], repeated);
        }
    }

    [ForeignFact]
    public void Maps_of_exim_dbmbuild_are_read_as_db_dump_reads_them()
    {
        var source = _folder.Write("source", string.Concat(Enumerable.Range(0, Entries).Select(i => $"user{i}: \"a value {new string('y', i % 400 == 7 ? 2000 : i % 30)}\"\n")));
        foreach (var options in new[] { "", "-nolc", "-nozero", "-lastdup" })
        {
            var path = _folder.File($"exim{options}");
            var result = Tool.Run(ForeignTools.EximDbmbuild, [.. options.Split(' ', StringSplitOptions.RemoveEmptyEntries), source, path]);
            Assert.True(result.ExitCode == 0, result.Error);
            Agrees(path, Entries);
        }
    }

    private void Made(string name, int count, string[] arguments, byte[] source)
    {
        var path = _folder.File(name.Replace(' ', '_'));
        var result = Tool.Run(ForeignTools.Makemap, [.. arguments, path], source, null);
        Assert.True(result.ExitCode == 0, result.Error);
        Agrees(path + ".db", count);
    }

    private static void Agrees(string path, int count)
    {
        var expected = LibDb.Dump(path);
        Assert.Equal(count, expected.Count);
        Assert.Equal(expected, TestMap.Dump(path));
        using var reader = TestMap.Open(path);
        foreach (var (key, value) in expected.DistinctBy(record => record.Key))
        {
            Assert.True(reader.TryGet(Convert.FromHexString(key), out var found));
            Assert.Equal(value, TestMap.Hex(found.Span));
        }
    }
}
