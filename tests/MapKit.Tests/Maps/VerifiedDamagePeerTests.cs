using MapKit.Maps;
using MapKit.Tests.Maps.BerkeleyDb;
using MapKit.Tests.Maps.Lmdb;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Maps;

/// <summary>Of files that are damaged and called sound nevertheless, the real tools read what MapKit reads.</summary>
[Trait(Category.Name, Category.Random)]
public class VerifiedDamagePeerTests(ITestOutputHelper log)
{
    private const int FilesOfEach = 60;

    [PeerTheory("postmap", "db_dump", "mdb_dump", "cdb")]
    [InlineData("hash")]
    [InlineData("btree")]
    [InlineData("lmdb")]
    [InlineData("lmdb small")]
    [InlineData("cdb")]
    public void The_tools_read_a_file_of_MapKit_that_is_reported_sound(string name) => Check(DamageSample.Of(name));

    [PeerTheory("db_load", "db_dump")]
    [InlineData("hash", "db_lorder=4321")]
    [InlineData("hash", "duplicates=1")]
    [InlineData("btree", "db_lorder=4321")]
    [InlineData("btree", "duplicates=1")]
    public void The_tools_read_a_file_of_libdb_that_is_reported_sound(string type, string setting) => Check(DamageSample.Loaded(type, setting));

    private void Check(DamageSample sample)
    {
        using var folder = new PostfixFolder();
        var sound = 0;
        RandomRuns.All(log, FilesOfEach, seed =>
        {
            var file = PageDamage.Apply(sample.File, sample.PageSize, new Random(seed), out _);
            if (file.AsSpan().SequenceEqual(sample.File)) return;
            var path = folder.File($"{seed}");
            File.WriteAllBytes(path, file);
            if (!IsSound(path, out var type)) return;
            Interlocked.Increment(ref sound);
            using var map = MapFile.Open(path);
            var records = MapText.Read(map);
            if (type == MapType.Cdb) Assert.Equal(CdbText(records), Tool.Run("cdb", "-d", path).Output);
            else Assert.Equal(records, type == MapType.Lmdb ? LmdbPeer.Dump(path) : Dump(path));
            if (sample.Source is not null && Lines(records) is { } lines) Ask(folder, path, type, lines);
        });
        log.WriteLine($"{sound} files are called sound");
        Assert.True(sound > 0 || RandomRuns.Count(FilesOfEach) < FilesOfEach);
    }

    private static bool IsSound(string path, out MapType type)
    {
        type = default;
        try
        {
            var verification = MapVerification.Verify(path);
            type = verification.Type;
            return verification.IsSound;
        }
        catch (MapFormatException)
        {
            return false;
        }
    }

    private static List<(string Key, string Value)> Dump(string path) =>
        [.. LibDb.Dump(path).Select(record => (Text(record.Key), Text(record.Value)))];

    private static string CdbText(List<(string Key, string Value)> records) =>
        string.Concat(records.Select(record => $"+{record.Key.Length},{record.Value.Length}:{record.Key}->{record.Value}\n")) + "\n";

    /// <summary>What postmap prints; null where its lines do not show the records, or where it would change a key before it looks.</summary>
    private static List<string>? Lines(List<(string Key, string Value)> records)
    {
        var isWithNul = records.TrueForAll(record => record.Key.EndsWith('\0') && record.Value.EndsWith('\0'));
        var texts = isWithNul ? records.Select(record => (Key: record.Key[..^1], Value: record.Value[..^1])).ToList() : records;
        return texts.TrueForAll(record => IsPlain(record.Key) && IsPlain(record.Value))
            ? [.. texts.Select(record => $"{record.Key}\t{record.Value}")]
            : null;
    }

    private static bool IsPlain(string text) => text.Length > 0 && text.All(character => character is > ' ' and <= '~' and not (>= 'A' and <= 'Z'));

    private static void Ask(PostfixFolder folder, string path, MapType type, List<string> lines)
    {
        File.Copy(path, path + MapTypes.SuffixOf(type));
        var (name, map) = (MapEngines.For(type).Name, Path.GetFileName(path));

        // The postmap of Debian 12 cannot list a cdb.
        if (type != MapType.Cdb) Assert.Equal(lines, folder.Sequence(name, map));
        Assert.Equal(lines, folder.Query(name, map, lines.Select(line => line[..line.IndexOf('\t', StringComparison.Ordinal)])));
    }

    private static string Text(string hexadecimal) => MapText.Text(Convert.FromHexString(hexadecimal));
}
