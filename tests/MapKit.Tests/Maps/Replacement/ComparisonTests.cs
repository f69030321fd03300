using CsCheck;
using MapKit.Maps.Replacement;
using MapKit.Platform.Locks;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Maps.Replacement;

public sealed class ComparisonTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_missing_map_is_written()
    {
        var content = Replacing.Content(3 * Replacing.Page);
        var result = Replacing.Replace(_folder.File("a.db"), content);

        Assert.Equal(ReplacementOutcome.Written, result.Outcome);
        Assert.Equal(content.Length, result.Length);
        Assert.Empty(result.Warnings);
        Assert.Equal(content, File.ReadAllBytes(_folder.File("a.db")));
        Assert.Equal(["a.db"], Replacing.Names(_folder.Path));
    }

    [Fact]
    public void Equal_bytes_do_not_touch_the_file()
    {
        var content = Replacing.Content(3 * Replacing.Page);
        var map = _folder.Write("a.db", content);
        File.SetLastWriteTimeUtc(map, Replacing.LongAgo);
        var before = Replacing.Stat(map, "%i %Y %Z %a");

        Assert.Equal(ReplacementOutcome.Unchanged, Replacing.Replace(map, content).Outcome);
        Assert.Equal(before, Replacing.Stat(map, "%i %Y %Z %a"));
    }

    [Fact]
    public void Equal_bytes_get_a_new_time_if_the_source_is_newer()
    {
        var content = Replacing.Content(2 * Replacing.Page);
        var map = _folder.Write("a.db", content);
        File.SetLastWriteTimeUtc(map, Replacing.LongAgo);
        var inode = Replacing.Inode(map);
        var source = Replacing.SourceOf(_folder.Write("a", "x y\n"));

        Assert.Equal(ReplacementOutcome.Unchanged, Replacing.Replace(Replacing.Request(map) with { Source = source }, content).Outcome);
        Assert.Equal(inode, Replacing.Inode(map));
        Assert.InRange(File.GetLastWriteTimeUtc(map), DateTime.UtcNow.AddSeconds(-10), DateTime.UtcNow.AddSeconds(1));

        // And no second time: now it is the map that is newer.
        var ticks = File.GetLastWriteTimeUtc(map);
        Replacing.Replace(Replacing.Request(map) with { Source = source }, content);
        Assert.Equal(ticks, File.GetLastWriteTimeUtc(map));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(Replacing.HeaderLength - 1)]
    [InlineData(Replacing.HeaderLength)]
    [InlineData(5 * Replacing.Page)]
    [InlineData((10 * Replacing.Page) - 1)]
    public void One_changed_byte_makes_a_new_file(int place)
    {
        var content = Replacing.Content(10 * Replacing.Page);
        var map = _folder.Write("a.db", content);
        using var held = new FileStream(map, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var inode = Replacing.Inode(map);
        content[place] ^= 1;
        held.Dispose();

        Assert.Equal(ReplacementOutcome.Written, Replacing.Replace(map, content).Outcome);
        Assert.Equal(content, File.ReadAllBytes(map));
        Assert.NotEqual(inode, Replacing.Inode(map));
        Assert.Equal(["a.db"], Replacing.Names(_folder.Path));
    }

    [Theory]
    [InlineData(10 * Replacing.Page, 9 * Replacing.Page)]
    [InlineData(10 * Replacing.Page, Replacing.HeaderLength)]
    [InlineData(9 * Replacing.Page, (9 * Replacing.Page) + 1)]
    [InlineData(3, 10 * Replacing.Page)]
    [InlineData(0, 10 * Replacing.Page)]
    public void Another_length_makes_a_new_file(int before, int after)
    {
        var map = _folder.Write("a.db", Replacing.Content(before));

        Assert.Equal(ReplacementOutcome.Written, Replacing.Replace(map, Replacing.Content(after)).Outcome);
        Assert.Equal(Replacing.Content(after), File.ReadAllBytes(map));
    }

    [Fact]
    public void Pieces_larger_than_any_buffer_are_compared_and_copied()
    {
        var content = Replacing.Content(3 << 20);
        var map = _folder.Write("a.db", content);
        Assert.Equal(
            ReplacementOutcome.Unchanged, Replacing.Replace(Replacing.Request(map), content, piece: 1 << 20).Outcome);

        content[(2 << 20) + 77] ^= 1;
        Assert.Equal(ReplacementOutcome.Written, Replacing.Replace(Replacing.Request(map), content, piece: 1 << 20).Outcome);
        Assert.Equal(content, File.ReadAllBytes(map));
    }

    [Fact]
    [Trait(Category.Name, Category.Random)]
    public void Any_old_content_is_replaced_by_any_new_content() =>
        Gen.Select(Gen.Byte[0, 3].Array[Replacing.HeaderLength, 24], Gen.Byte[0, 3].Array[0, 24], Gen.Int[1, 5], Gen.Bool)
            .Sample(
                (content, old, piece, same) =>
                {
                    var map = _folder.Write("p.db", same ? content : old);
                    var outcome = Replacing.Replace(Replacing.Request(map), content, piece).Outcome;
                    return File.ReadAllBytes(map).AsSpan().SequenceEqual(content)
                        && outcome == (same || content.AsSpan().SequenceEqual(old)
                            ? ReplacementOutcome.Unchanged
                            : ReplacementOutcome.Written);
                },
                iter: 100,
                threads: 1);

    [Fact]
    public void A_map_that_another_program_changes_without_its_lock_is_not_copied_from()
    {
        var content = Replacing.Content(4 * Replacing.Page);
        var map = _folder.Write("a.lmdb", content);
        using var output = MapReplacement.Begin(Replacing.Request(map, MapLock.Fcntl));
        output.Append(content.AsSpan(Replacing.HeaderLength, Replacing.Page));
        using (var other = new FileStream(map, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            other.Position = Replacing.HeaderLength;
            other.WriteByte((byte)~content[Replacing.HeaderLength]);
        }

        var failure = Assert.Throws<IOException>(() => output.Append("other"u8));
        Assert.Equal($"cannot replace {map}: another program changed it meanwhile, without its lock", failure.Message);
        output.Dispose();
        Assert.Equal(["a.lmdb"], Replacing.Names(_folder.Path));
    }

    [Fact]
    public void A_check_reports_whether_the_map_would_change_and_writes_nothing()
    {
        var content = Replacing.Content(2 * Replacing.Page);
        var map = _folder.Write("a.db", content);
        File.SetLastWriteTimeUtc(map, Replacing.LongAgo);
        var source = Replacing.SourceOf(_folder.Write("a", "x y\n"));
        var before = Replacing.Stat(map, "%i %Y %Z %a");
        var request = Replacing.Request(map) with { CheckOnly = true, Source = source };

        Assert.Equal(ReplacementOutcome.Unchanged, Replacing.Replace(request, content).Outcome);
        content[^1] ^= 1;
        Assert.Equal(ReplacementOutcome.WouldChange, Replacing.Replace(request, content).Outcome);
        var missing = request with { Path = _folder.File("b.db") };
        Assert.Equal(ReplacementOutcome.WouldChange, Replacing.Replace(missing, content).Outcome);
        Assert.Equal(before, Replacing.Stat(map, "%i %Y %Z %a"));
        Assert.Equal(["a", "a.db"], Replacing.Names(_folder.Path));
    }

    [Fact]
    public void Committing_without_a_header_is_refused()
    {
        using var output = MapReplacement.Begin(Replacing.Request(_folder.File("a.db")));
        output.Append("body"u8);
        Assert.Throws<InvalidOperationException>(() => output.Commit());
        Assert.Throws<ArgumentException>(() => output.WriteHeader("short"u8));
    }
}
