using Microsoft.Win32.SafeHandles;

namespace MapKit.Operations.Lint;

/// <summary>The bytes of a source that come only once, kept to be read again: in memory, or on disk if they are many.</summary>
internal static class SeekableCopy
{
    private const int BufferSize = 1 << 18;

    /// <summary>Reads a source to its end.</summary>
    /// <param name="source">The source.</param>
    /// <param name="createFile">Makes an empty file that is gone when it is closed, or null to keep all in memory.</param>
    /// <param name="mostInMemory">Bytes that are kept in memory where there can be a file.</param>
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
