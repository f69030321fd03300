namespace MapKit.Tests.Peers;

/// <summary>A disk that is soon full, for a <see cref="RootFactAttribute"/>. Skips the test where none can be mounted.</summary>
internal sealed class SmallDisk : IDisposable
{
    /// <summary>Mounts the disk.</summary>
    /// <param name="folder">A new folder.</param>
    /// <param name="size">What there is room for, such as <c>64k</c>.</param>
    public SmallDisk(string folder, string size)
    {
        Directory.CreateDirectory(folder);
        var mount = Tool.Run("mount", "-t", "tmpfs", "-o", $"size={size}", "mapkit-test", folder);
        Assert.SkipUnless(mount.ExitCode == 0, mount.Error);
        Path = folder;
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    public string File(string name) => System.IO.Path.Join(Path, name);

    public void Dispose() => Assert.Equal(0, Tool.Run("umount", Path).ExitCode);
}
