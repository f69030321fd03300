using CsCheck;
using MapKit.Source;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Source;

public sealed class ContentDigestTests : IDisposable
{
    private const int LargerThanPieces = 9_000_001;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait(Category.Name, Category.Random)]
    public void A_stream_and_a_file_have_the_same_digest()
    {
        var content = Content(LargerThanPieces);
        using var file = File.OpenHandle(_folder.Write("a", content));
        Gen.Select(Gen.Int[0, content.Length], Gen.Int[1, 5_000_000].Array[1, 8]).Sample(
            (start, lengths) =>
            {
                var passed = new ContentDigest();
                var position = start;
                for (var i = 0; position < content.Length; i++)
                {
                    var length = Math.Min(lengths[i % lengths.Length], content.Length - position);
                    passed.Append(content.AsSpan(position, length));
                    position += length;
                }

                var read = new ContentDigest();
                Assert.True(read.TryAppend(file, start, content.Length));
                Assert.Equal(passed.Finish(), read.Finish());
            },
            iter: 20,
            threads: 1);
    }

    [Fact]
    public void The_digest_depends_on_each_byte_and_its_place()
    {
        var content = Content(LargerThanPieces);
        var digests = new HashSet<UInt128> { Of(content) };
        foreach (var place in (int[])[0, 1, 4_194_303, 4_194_304, LargerThanPieces - 1])
        {
            content[place]++;
            Assert.True(digests.Add(Of(content)));
            content[place]--;
        }

        Assert.True(digests.Add(Of(content[..^1])));
        Assert.True(digests.Add(Of([.. content, 0])));
        Assert.True(digests.Add(Of([.. content[4_194_304..8_388_608], .. content[..4_194_304], .. content[8_388_608..]])));
        Assert.Contains(Of(content), digests);
    }

    [Fact]
    public void A_file_that_has_become_shorter_is_detected()
    {
        using var file = File.OpenHandle(_folder.Write("a", Content(1000)));
        Assert.True(new ContentDigest().TryAppend(file, 0, 1000));
        Assert.False(new ContentDigest().TryAppend(file, 0, 1001));
    }

    private static UInt128 Of(byte[] content)
    {
        var digest = new ContentDigest();
        digest.Append(content);
        return digest.Finish();
    }

    private static byte[] Content(int length)
    {
        var content = new byte[length];
        new Random(5).NextBytes(content);
        return content;
    }
}
