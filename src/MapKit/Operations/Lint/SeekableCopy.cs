using Microsoft.Win32.SafeHandles;

namespace MapKit.Operations.Lint;

/// <summary>The bytes of a source that can be read only once, stored for another reading: in memory, or on disk if they are many.</summary>
internal static class SeekableCopy
{
    private const int BufferSize = 1 << 18;

    /// <summary>Reads a source to its end.</summary>
    /// <param name="source">The source.</param>
    /// <param name="createFile">Creates an empty file that is deleted when it is closed, or null to keep all in memory.</param>
    /// <param name="mostInMemory">Maximum bytes kept in memory if a file can be created.</param>
    /// <returns>The bytes, from their beginning.</returns>
    /// <exception cref="IOException">There is no room.</exception>
    public static Stream Create(Stream source, Func<SafeFileHandle>? createFile, long mostInMemory)
    {
        Stream copy = new MemoryStream();
        var buffer = new byte[BufferSize];
        while (source.Read(buffer) is > 0 and var count)
        {
            if (createFile is not null && copy is MemoryStream memory && memory.Length + count > mostInMemory)
            {
                copy = new FileStream(createFile(), FileAccess.ReadWrite, bufferSize: 0);
                memory.WriteTo(copy);
            }

            copy.Write(buffer.AsSpan(0, count));
        }

        copy.Position = 0;
        return copy;
    }
}
