namespace MapKit.Concurrency;

/// <summary>Whether the process may start threads: RLIMIT_NPROC or the limit of a container may forbid it, and a pool without threads never works.</summary>
internal static class OtherThreads
{
    private static readonly Lazy<bool> Answer = new(Try);

    /// <summary>Whether as many can be started as work is spread over. Found out once, where it is asked for.</summary>
    public static bool AreAvailable => Answer.Value;

    private static bool Try()
    {
        using var end = new ManualResetEventSlim();
        var started = new List<Thread>();
        try
        {
            // Those that work, and the one by which the pool watches them.
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
