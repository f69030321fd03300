namespace MapKit.Tests.Maps;

/// <summary>
/// A new empty folder in memory where the system has such a place: tens of thousands of small files are written, each of
/// them synchronised to what would be a disk elsewhere. It goes with the test.
/// </summary>
internal sealed class MemoryFolder : IDisposable
{
    private const string SharedMemory = "/dev/shm";

    public string Path { get; } = Directory.Exists(SharedMemory)
        ? Directory.CreateDirectory($"{SharedMemory}/mapkit-test-{Guid.NewGuid():n}").FullName
        : Directory.CreateTempSubdirectory("mapkit-test-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
