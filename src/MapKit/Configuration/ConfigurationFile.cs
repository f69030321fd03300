using MapKit.Platform;
using MapKit.Source;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Configuration;

/// <summary>Opens main.cf and master.cf, with Postfix's messages if they cannot be read.</summary>
internal static class ConfigurationFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="read">Makes something of its bytes.</param>
    /// <exception cref="ConfigurationException">It cannot be opened or read, or its content is refused.</exception>
    public static T Read<T>(string path, Func<Stream, T> read)
    {
        using var file = Open(path);
        try
        {
            using var stream = new FileStream(file, FileAccess.Read, bufferSize: 0);
            var content = read(stream);

            // A part of a configuration may name no table, and then nothing would be built, without a message.
            if (stream.CanSeek && stream.Position < stream.Length) throw new IOException("the file was changed while it was read");
            return content;
        }
        catch (UnauthorizedAccessException exception)
        {
            // .NET refuses to open a folder; Postfix opens it and then fails to read it.
            throw Failure("read", path, SystemWords.IsDirectory, exception);
        }
        catch (IOException exception)
        {
            throw Failure("read", path, exception.Message, exception);
        }
    }

    private static SafeFileHandle Open(string path)
    {
        try
        {
            return UnlockedFile.OpenNamed(path);
        }
        catch (FileNotFoundException exception)
        {
            throw Failure("open", path, SystemWords.NoSuchFile, exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw Failure("open", path, SystemWords.PermissionDenied, exception);
        }
        catch (IOException exception)
        {
            throw Failure("open", path, FileFailure.ReasonOf(exception), exception);
        }
    }

    private static ConfigurationException Failure(string action, string path, string reason, Exception cause) =>
        new($"{action} {ByteText.FromText(path)}: {reason}", cause) { Path = ByteText.FromText(path) };
}
