using MapKit.Loading;
using MapKit.Platform;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Loading;

/// <summary>A source that is read in part, or changes while it is read.</summary>
public sealed class SourceFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_source_that_was_not_read_to_its_end_has_changed()
    {
        var path = _folder.Write("t", "a 1\n");
        using var source = SourceFile.Open(path);
        source.CheckRead(path, 4);
        Assert.Throws<ChangedFileException>(() => source.CheckRead(path, 0));
        File.AppendAllText(path, "b 2\n");
        Assert.Throws<ChangedFileException>(() => source.CheckRead(path, 4));
    }
}
