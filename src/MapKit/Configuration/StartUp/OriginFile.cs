using System.Text;
using MapKit.Platform;
using MapKit.Source;

namespace MapKit.Configuration.StartUp;

/// <summary>The file from which Debian's Postfix reads <c>myorigin</c>, if that names one; usually <c>/etc/mailname</c>.</summary>
internal static class OriginFile
{
    /// <summary>Reads the first line.</summary>
    /// <param name="name">The file, one character per byte.</param>
    /// <exception cref="ConfigurationException">The file cannot be read, is not a regular file or is empty.</exception>
    public static string Read(string name)
    {
        try
        {
            using var file = UnlockedFile.OpenNamed(ByteText.ToText(name));
            var links = FileStatus.Read(file).Links;
            if (links != 1) throw new ConfigurationException($"{name}: file has {links} hard links");
            using var lines = new StreamReader(new FileStream(file, FileAccess.Read), Encoding.Latin1);
            var line = (lines.ReadLine() ?? "").Trim([' ', '\t', '\n', '\v', '\f', '\r']);
            return line.Length > 0 ? line : throw new ConfigurationException($"myorigin file {name} is empty");
        }
        catch (FileNotFoundException exception)
        {
            throw new ConfigurationException($"{name}: cannot open file: No such file or directory", exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new ConfigurationException($"{name}: {(FilePresence.FolderExists(ByteText.ToText(name)) ? "file is a directory" : "cannot open file: Permission denied")}", exception);
        }
        catch (IOException exception)
        {
            throw new ConfigurationException($"{name}: read error: {exception.Message}", exception);
        }
    }
}
