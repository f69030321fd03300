using System.Text;

namespace MapKit.Platform;

/// <summary>
/// Small files that are read or written at once, and folders that are made. With <see cref="UnlockedFile"/> it is the owner of opening files:
/// .NET's own messages ("Access to the path '...' is denied") never reach a user.
/// </summary>
internal static class WholeFile
{
    /// <summary>Reads a file. A named pipe is refused.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It is missing, a folder, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">No permission.</exception>
    public static byte[] Read(string path)
    {
        if (FilePresence.FolderExists(path)) throw new IOException($"{path}: is a directory, not a file");
        using var stream = new FileStream(UnlockedFile.OpenNamed(path), FileAccess.Read, bufferSize: 0);
        return Named($"read {path}", () =>
        {
            using var content = new MemoryStream();
            stream.CopyTo(content);
            return content.ToArray();
        });
    }

    /// <summary>Reads a file of UTF-8 text, with or without a byte order mark.</summary>
    /// <inheritdoc cref="Read(string)"/>
    public static string ReadText(string path)
    {
        using var reader = new StreamReader(new MemoryStream(Read(path)), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>Reads the lines of a file of UTF-8 text.</summary>
    /// <inheritdoc cref="Read(string)"/>
    public static string[] ReadLines(string path)
    {
        var lines = new List<string>();
        using var reader = new StringReader(ReadText(path));
        while (reader.ReadLine() is { } line) lines.Add(line);
        return [.. lines];
    }

    /// <summary>Writes a file, and makes its folder if there is none.</summary>
    /// <param name="path">The file; an old one is overwritten.</param>
    /// <param name="content">Its content.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var bytes = content.ToArray();
        Named($"write {path}", () =>
        {
            if (Path.GetDirectoryName(path) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
            File.WriteAllBytes(path, bytes);
            return true;
        });
    }

    /// <summary>Opens a file to write it. The caller says how.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mode">Whether it may exist.</param>
    /// <param name="share">What others may do meanwhile.</param>
    /// <param name="access">Whether it is also read.</param>
    /// <exception cref="IOException">It cannot be opened; <see cref="Exception.InnerException"/> has .NET's exception.</exception>
    public static FileStream OpenToWrite(string path, FileMode mode, FileShare share = FileShare.Read, FileAccess access = FileAccess.Write) =>
        Named($"write {path}", () => new FileStream(path, mode, access, share));

    /// <summary>Does something with a file or folder whose failure .NET describes in other words.</summary>
    /// <param name="action">Verb and file, such as <c>create /var/tmp/x</c>.</param>
    /// <param name="work">What to do.</param>
    /// <exception cref="IOException">It failed: <c>cannot create /var/tmp/x: Permission denied</c>.</exception>
    public static T Named<T>(string action, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"cannot {action}: {FileFailure.ReasonOf(exception)}", exception) { HResult = exception.HResult };
        }
    }
}
