using MapKit.Fuzzing;
using MapKit.Maps;
using MapKit.Operations.Verify;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Maps;

/// <summary>
/// No damage that takes a key away or adds one is called sound, nor, where there is a source, any that changes a value; and what is
/// called sound is read whole.
/// </summary>
[Trait(Category.Name, Category.Random)]
[Trait(Category.Name, Category.Slow)]
public class VerifiedDamageTests(ITestOutputHelper log)
{
    private const int Samples = 11;
    private const int FilesOfEach = (RandomRuns.UsualSets / Samples) + 1;

    public static TheoryData<string> Names => [.. DamageSample.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Damage_to_a_file_of_MapKit_is_not_reported_sound(string name) => Check(DamageSample.Of(name));

    [PeerTheory("db_load")]
    [InlineData("hash", "db_lorder=4321")]
    [InlineData("hash", "duplicates=1")]
    [InlineData("btree", "chksum=1")]
    [InlineData("btree", "duplicates=1")]
    public void Damage_to_a_file_of_libdb_is_not_reported_sound(string type, string setting) => Check(DamageSample.Loaded(type, setting));

    private void Check(DamageSample sample)
    {
        using var folder = new MemoryFolder();
        var source = folder.File("source");
        if (sample.Source is not null) File.WriteAllText(source, sample.Source);
        var path = folder.File("sound");
        File.WriteAllBytes(path, sample.File);
        Assert.Empty(MapVerification.Verify(path).Problems);
        Assert.True(sample.Source is null || SaysTheSame(path, source));
        var records = Records(path);
        var found = 0;
        RandomRuns.All(log, FilesOfEach, seed =>
        {
            var damaged = folder.File($"{seed}");
            File.WriteAllBytes(damaged, PageDamage.Apply(sample.File, sample.PageSize, new Random(seed), out var overwritten));
            if (ReadingSurface.Walk(damaged).IsSound) AssertKeys(records, Records(damaged), overwritten);
            else Interlocked.Increment(ref found);
            if (sample.Source is not null && SaysTheSame(damaged, source)) Assert.Equal(records, Records(damaged));
            File.Delete(damaged);
        });
        log.WriteLine($"{found} files are damaged");

        // Were nothing ever found, the damage would not have been any.
        Assert.InRange(found, RandomRuns.Count(FilesOfEach) / 4, RandomRuns.Count(FilesOfEach));
    }

    private static bool SaysTheSame(string path, string source)
    {
        try
        {
            return VerifyOperation.Run(path, new VerifyOptions { SourcePath = source }).IsGood;
        }
        catch (MapFormatException)
        {
            return false;
        }
    }

    /// <summary>Overwritten bytes may be those of keys, and no structure tells what they were; but no key comes or goes.</summary>
    private static void AssertKeys(List<(string Key, string Value)> expected, List<(string Key, string Value)> found, int overwritten)
    {
        Assert.Equal(expected.Count, found.Count);
        var different = expected.Select(record => record.Key).Except(found.Select(record => record.Key)).Count();
        Assert.True(different <= overwritten, $"{different} keys changed where {overwritten} bytes did");
    }

    private static List<(string Key, string Value)> Records(string path)
    {
        using var reader = MapFile.Open(path);
        return [.. MapText.Read(reader).Order()];
    }
}
