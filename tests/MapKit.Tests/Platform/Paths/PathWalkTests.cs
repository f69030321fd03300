using System.Runtime.Versioning;
using MapKit.Platform;
using MapKit.Platform.Paths;
using MapKit.Tests.Peers;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Tests.Platform.Paths;

/// <summary>A path is walked once, and the folder that was checked is the one that is written.</summary>
[SupportedOSPlatform("linux")]
public sealed class PathWalkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_that_is_swapped_for_a_link_after_the_check_is_still_the_one_that_is_written()
    {
        Directory.CreateDirectory(_folder.File("own"));
        Directory.CreateDirectory(_folder.File("other"));
        using (var file = MapPath.Resolve(_folder.File("own/t"), FileSystemIdentity.Own))
        {
            Directory.Move(_folder.File("own"), _folder.File("moved"));
            File.CreateSymbolicLink(_folder.File("own"), _folder.File("other"));
            Assert.Equal(_folder.File("own/t"), file.Path);
            Create(file.Path);
            Assert.Equal(0, LibC.Rename(file.Path, $"{file.Path}2"));
        }

        Assert.Equal(["t2"], NamesIn("moved"));
        Assert.Empty(NamesIn("other"));

        // Nothing is held any more: the path means what it says.
        Create(_folder.File("own/t"));
        Assert.Equal(["t"], NamesIn("other"));
    }

    [Fact]
    public void Two_writers_share_a_folder_until_both_are_done()
    {
        Directory.CreateDirectory(_folder.File("own"));
        var first = MapPath.Resolve(_folder.File("own/a"), FileSystemIdentity.Own);
        using (var second = MapPath.Resolve(_folder.File("own/b"), FileSystemIdentity.Own))
        {
            first.Dispose();
            Directory.Move(_folder.File("own"), _folder.File("moved"));
            Directory.CreateDirectory(_folder.File("own"));
            Create(second.Path);
            Assert.Throws<IOException>(() => MapPath.Resolve(_folder.File("own/c"), FileSystemIdentity.Own));
        }

        Assert.Equal(["b"], NamesIn("moved"));
    }

    [Theory]
    [InlineData("link/t", "real/t")]
    [InlineData("link/../real/./t", "real/t")]
    [InlineData("real/tolink", "real/missing")]
    [InlineData("absolute", "real/t")]
    [InlineData("real/../real/missing", "real/missing")]
    [InlineData("chain", "real/t")]
    public void Links_are_followed_to_the_file(string path, string expected)
    {
        Directory.CreateDirectory(_folder.File("real"));
        _folder.Write("real/t", "");
        File.CreateSymbolicLink(_folder.File("link"), "real");
        File.CreateSymbolicLink(_folder.File("real/tolink"), "missing");
        File.CreateSymbolicLink(_folder.File("absolute"), _folder.File("real/t"));
        File.CreateSymbolicLink(_folder.File("chain"), "link/../absolute");
        using var file = MapPath.Resolve(_folder.File(path), FileSystemIdentity.Own);
        Assert.Equal(_folder.File(expected), file.Path);
    }

    [Theory]
    [InlineData("loop", "too many symbolic links")]
    [InlineData("loop/t", "too many symbolic links")]
    [InlineData("real/", "it is a folder")]
    [InlineData("real/..", "it is a folder")]
    [InlineData("none/t", "No such file or directory")]
    [InlineData("real/t/u", "Not a directory")]
    [InlineData("tofolder", "it is a folder")]
    public void A_path_that_leads_to_no_file_is_an_error(string path, string message)
    {
        Directory.CreateDirectory(_folder.File("real"));
        _folder.Write("real/t", "");
        File.CreateSymbolicLink(_folder.File("loop"), "loop");
        File.CreateSymbolicLink(_folder.File("tofolder"), "real/");
        Assert.Contains(message, Assert.ThrowsAny<IOException>(() => MapPath.Resolve(_folder.File(path), FileSystemIdentity.Own)).Message, StringComparison.Ordinal);
    }

    private static void Create(string path)
    {
        var descriptor = LibC.Open(path, LibC.ReadWrite | LibC.Create | LibC.Exclusive, 0x180);
        Assert.True(descriptor >= 0, path);
        new SafeFileHandle(descriptor, ownsHandle: true).Dispose();
    }

    private string[] NamesIn(string folder) => [.. Directory.GetFiles(_folder.File(folder)).Select(path => Path.GetFileName(path)!)];
}
