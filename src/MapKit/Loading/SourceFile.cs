using MapKit.Maps;
using MapKit.Platform;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Loading;

/// <summary>An open source file and the attributes that the map inherits.</summary>
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

    /// <summary>Opens a source. A folder is an error: postmap would build an empty map from it.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static SourceFile Open(string path) => Open(path, static path => UnlockedFile.Open(path));

    /// <summary>Opens a source that a configuration or a map names, without waiting at a named pipe.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static SourceFile OpenNamed(string path) => Open(path, UnlockedFile.OpenNamed);

    private static SourceFile Open(string path, Func<string, SafeFileHandle> open)
    {
        if (FilePresence.FolderExists(path)) throw IsFolder(path);
        var stream = new FileStream(open(path), FileAccess.Read, bufferSize: 0);
        var identity = SourceIdentity.Read(stream.SafeFileHandle);
        if (!identity.IsUnsuitableDevice) return new SourceFile(stream, identity);
        stream.Dispose();
        throw UnlockedFile.IsDevice(path);
    }

    /// <summary>Checks that a regular file was read to its end and has not changed meanwhile.</summary>
    /// <param name="path">Its path, for messages.</param>
    /// <param name="length">How many bytes were read.</param>
    /// <exception cref="ChangedFileException">It has changed: a comparison with a part of it would show differences that do not exist.</exception>
    public void CheckRead(string path, long length)
    {
        if (Identity.Status is { } before) new SourceWatch(Stream.SafeFileHandle, path, before).Check(length);
    }

    /// <summary>Opens a source, and refuses a map. postmap would read the map as text.</summary>
    /// <exception cref="IOException">It cannot be opened, or is a map.</exception>
    public static SourceFile OpenText(string path)
    {
        var source = Open(path);
        if (!source.HoldsMap()) return source;
        source.Dispose();
        throw IsMap(path);
    }

    /// <summary>The error for a folder in place of a source.</summary>
    public static IOException IsFolder(string path) => new($"{path}: is a directory, not a table");

    /// <summary>The error for a map in place of a source.</summary>
    public static IOException IsMap(string path) => new($"{path}: is a map, not a source; give the text source instead");

    private bool HoldsMap()
    {
        if (!Stream.CanSeek) return false;
        Span<byte> start = stackalloc byte[MapFile.RecognisedBy];
        return MapFile.IsMap(start[..RandomAccess.Read(Stream.SafeFileHandle, start, 0)], Stream.Length);
    }

    /// <inheritdoc/>
    public void Dispose() => Stream.Dispose();
}
