namespace MapKit.Operations;

/// <summary>Whether a file is there; a folder that may not be searched is not the same as no file.</summary>
internal static class FilePresence
{
    /// <summary>Whether there is a file.</summary>
    /// <exception cref="UnauthorizedAccessException">It cannot be told for lack of permission.</exception>
    /// <exception cref="IOException">It cannot be told.</exception>
    public static bool Of(string path)
    {
        try
        {
            _ = File.GetAttributes(path);
            return true;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new UnauthorizedAccessException($"{path}: permission denied", exception);
        }
    }
}
