using MapKit.Platform;

namespace MapKit.Cli.Commands.Options;

/// <summary>The file of a message that is explained.</summary>
internal static class MessageFile
{
    /// <summary>Reads a message.</summary>
    /// <param name="path">The file, or - for standard input.</param>
    /// <param name="environment">Standard input.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ReadOnlyMemory<byte> Read(string path, CommandEnvironment environment)
    {
        using var content = new MemoryStream();
        if (path == "-")
        {
            environment.Input.CopyTo(content);
        }
        else
        {
            using var file = new FileStream(UnlockedFile.OpenNamed(path), FileAccess.Read);
            file.CopyTo(content);
        }

        return content.ToArray();
    }
}
