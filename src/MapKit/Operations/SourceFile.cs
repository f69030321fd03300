using MapKit.Maps;
using MapKit.Maps.Replacement;

namespace MapKit.Operations;

/// <summary>An open source file and what the map inherits from it.</summary>
internal sealed class SourceFile : IDisposable
{
    private SourceFile(FileStream stream, SourceIdentity identity)
    {
        Stream = stream;
        Identity = identity;
    }

    /// <summary>Its bytes.</summary>
    public FileStream Stream { get; }

    /// <summary>Owner, and mode and time of a regular file.</summary>
    public SourceIdentity Identity { get; }

    /// <summary>Opens a source. A folder is an error: postmap would make an empty map of it.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static SourceFile Open(string path)
    {
        if (Directory.Exists(path)) throw new IOException($"{path}: is a directory, not a table");
        var stream = new FileStream(UnlockedFile.Open(path), FileAccess.Read, bufferSize: 0);
        return new SourceFile(stream, SourceIdentity.Of(stream.SafeFileHandle));
    }

    /// <inheritdoc/>
    public void Dispose() => Stream.Dispose();
}
