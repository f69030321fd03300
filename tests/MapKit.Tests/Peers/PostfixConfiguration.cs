namespace MapKit.Tests.Peers;

/// <summary>A main.cf of the test's own, for Postfix's tools.</summary>
public static class PostfixConfiguration
{
    /// <summary>Writes main.cf into a folder, with a time in the past: the tools wait for a file that has just changed.</summary>
    /// <param name="folder">The folder, created if need be.</param>
    /// <param name="settings">More lines for the file.</param>
    /// <returns>The folder, for <c>-c</c>.</returns>
    public static string Write(string folder, string settings = "")
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "main.cf");
        File.WriteAllText(path, "compatibility_level = 3.6\n" + settings);
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(-5));
        return folder;
    }
}
