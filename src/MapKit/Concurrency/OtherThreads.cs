namespace MapKit.Concurrency;

/// <summary>Whether the process may start threads: RLIMIT_NPROC or the limit of a container may forbid it, and a thread pool without threads never starts its work.</summary>
internal static class OtherThreads
{
    private static readonly Lazy<bool> Answer = new(Try);

    /// <summary>Whether as many threads can be started as work uses. Determined once, at the first use.</summary>
    public static bool AreAvailable => Answer.Value;

    private static bool Try()
    {
        if (OperatingSystem.IsBrowser()) return false;
        using var end = new ManualResetEventSlim();
        var started = new List<Thread>();
        try
        {
            // The working threads, and the one with which the pool monitors them.
            while (started.Count <= Environment.ProcessorCount + 1)
            {
                var thread = new Thread(end.Wait, maxStackSize: 64 << 10) { IsBackground = true };
                thread.Start();
                started.Add(thread);
            }

            return true;
        }
        catch (Exception exception) when (exception is OutOfMemoryException or ThreadStartException)
        {
            return false;
        }
        finally
        {
            end.Set();
            started.ForEach(static thread => thread.Join());
        }
    }
}
