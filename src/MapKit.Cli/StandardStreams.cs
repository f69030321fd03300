namespace MapKit.Cli;

/// <summary>
/// Ensures that standard input, output and error are open, as Postfix's tools do: a caller may have closed them, and the
/// first file that is opened would then get one of their numbers.
/// </summary>
internal static class StandardStreams
{
    private const string Nothing = "/dev/null";
    private const int LastOne = 2;

    /// <summary>Opens <c>/dev/null</c> for each closed stream.</summary>
    public static void Open()
    {
        if (OperatingSystem.IsWindows()) return;
        while (true)
        {
            // A new file gets the lowest free number.
            var handle = File.OpenHandle(Nothing, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            if (handle.DangerousGetHandle() > LastOne)
            {
                handle.Dispose();
                return;
            }

            handle.SetHandleAsInvalid();
        }
    }
}
