using System.Diagnostics;
using System.Security.Cryptography;
using MapKit.Fuzzing;
using MapKit.Maps;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Maps;

/// <summary>
/// The files with which the fuzzer reached all that it reached (tools/fuzz.sh), asked everything again: records or
/// <see cref="MapFormatException"/>, and no promise broken.
/// </summary>
public class FuzzCorpusTests
{
    private const string NoMap = "other";
    private const int HashShown = 16;

    private static readonly TimeSpan LongestWalk = TimeSpan.FromSeconds(10);

    public static TheoryData<string> Folders => ["hash", "btree", "recno", "lmdb", "cdb", "hash185", "btree185", NoMap];

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_file_of_the_corpus_gives_records_or_an_error(string folder)
    {
        var outcomes = new List<ReadingOutcome>();
        foreach (var file in Directory.EnumerateFiles(RepositoryFiles.Path("testdata", "fuzz", folder)))
        {
            var watch = Stopwatch.StartNew();
            var outcome = ReadingSurface.Walk(file);
            Assert.True(watch.Elapsed < LongestWalk, $"{file}: {watch.Elapsed}");
            Assert.Equal(folder, outcome.Type is { } type ? MapTypes.NameOf(type) : NoMap);
            Assert.Equal(Path.GetFileName(file), Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))[..HashShown]);
            outcomes.Add(outcome);
        }

        // All of one kind would be no corpus.
        Assert.Contains(outcomes, outcome => outcome.Refusal is not null);
        if (folder == NoMap) return;
        Assert.Contains(outcomes, outcome => outcome.IsSound);
        Assert.Contains(outcomes, outcome => outcome is { IsSound: false, Records: > 0 });
    }
}
