namespace MapKit.Concurrency;

/// <summary>
/// Processes a sequence of pieces on all processors, and takes the results one by one in the order of the pieces. No more
/// than a few pieces are in progress at a time, so that memory does not grow with the sequence.
/// </summary>
internal static class OrderedWork
{
    /// <summary>Runs the work. A single piece, or a single processor, needs no other thread; where none can be started the calling one does it all.</summary>
    /// <typeparam name="TPiece">What there is to work on.</typeparam>
    /// <typeparam name="TResult">What becomes of it.</typeparam>
    /// <param name="pieces">The pieces; asked for on the calling thread.</param>
    /// <param name="work">Makes a result of a piece; called on any thread, for several pieces at a time.</param>
    /// <param name="take">Takes the results in order, on the calling thread.</param>
    /// <param name="inParallel">False if each piece needs the result of the piece before it.</param>
    public static void Run<TPiece, TResult>(
        IEnumerable<TPiece> pieces, Func<TPiece, TResult> work, Action<TResult> take, bool inParallel = true)
    {
        using var next = pieces.GetEnumerator();
        if (!next.MoveNext()) return;
        var piece = next.Current;
        var hasMore = next.MoveNext();
        if (!hasMore || !inParallel || Environment.ProcessorCount == 1 || !OtherThreads.AreAvailable)
        {
            take(work(piece));
            for (; hasMore; hasMore = next.MoveNext()) take(work(next.Current));
            return;
        }

        var underWay = new Queue<Task<TResult>>();
        try
        {
            underWay.Enqueue(Start(piece, work));
            while (underWay.Count > 0)
            {
                while (hasMore && underWay.Count <= Environment.ProcessorCount)
                {
                    underWay.Enqueue(Start(next.Current, work));
                    hasMore = next.MoveNext();
                }

                take(underWay.Dequeue().GetAwaiter().GetResult());
            }
        }
        finally
        {
            // After a failure the remaining results are discarded, but their tasks must end before their resources are released.
            Task.WhenAll(underWay).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).Wait();
        }
    }

    private static Task<TResult> Start<TPiece, TResult>(TPiece piece, Func<TPiece, TResult> work) => Task.Run(() => work(piece));
}
