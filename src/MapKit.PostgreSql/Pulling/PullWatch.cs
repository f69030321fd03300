using MapKit.PostgreSql.Connections;
using MapKit.PostgreSql.Publishing;

namespace MapKit.PostgreSql.Pulling;

/// <summary>
/// Keeps the maps of a host current: hears of new generations from the primary, and looks for them in intervals, which is all that a
/// replica allows. While the database is away, the maps stay, and connecting is tried again with growing pauses.
/// </summary>
/// <param name="connector">Opens connections.</param>
/// <param name="options">The host.</param>
/// <param name="pace">How often.</param>
internal sealed class PullWatch(DatabaseConnector connector, PullOptions options, WatchPace pace)
{
    private readonly HostReport _report = new(connector, options);
    private string? _lastProblem;

    /// <summary>Called with each result; a result without maps only when the generation is new.</summary>
    public required Action<PullResult> OnResult { get; init; }

    /// <summary>Called with a problem, when it begins and not each time.</summary>
    public required Action<string> OnProblem { get; init; }

    /// <summary>The service manager.</summary>
    public required ServiceNotification Service { get; init; }

    /// <summary>Runs until it is cancelled.</summary>
    public void Run()
    {
        var isReady = false;
        var pause = pace.ShortestPause;
        while (!options.Cancellation.IsCancellationRequested)
        {
            try
            {
                using var session = connector.Open("any", options.Cancellation);
                if (!session.IsReplica) session.Execute($"LISTEN {Publisher.Channel}");
                while (true)
                {
                    Pull(session);
                    pause = pace.ShortestPause;
                    if (!isReady) Service.Ready();
                    isReady = true;
                    Wait(session);
                }
            }
            catch (OperationCanceledException)
            {
                break;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or Maps.MapFormatException or FormatException)
            {
                Report(exception.Message);

                // Postfix has the maps of the last generation; the service is what it can be.
                if (!isReady) Service.Ready();
                isReady = true;
                options.Cancellation.WaitHandle.WaitOne(Random.Shared.Next((int)pause.TotalMilliseconds / 2, (int)pause.TotalMilliseconds + 1));
                pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, pace.LongestPause.Ticks));
            }
        }

        Service.Stopping();
    }

    private void Pull(DatabaseSession session)
    {
        try
        {
            var result = new Puller(options).Run(session);
            _lastProblem = null;
            Service.Status($"generation {result.Generation}");
            OnResult(result);
            if (_report.Send(session, result.Generation, null) is { } problem) OnProblem($"the host could not report: {problem}");
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or Maps.MapFormatException or (IOException and not DatabaseException))
        {
            // The database is reachable, so that it can learn of the problem, such as a full disk.
            Report(exception.Message);
            _report.Send(session, null, exception.Message);
        }
        catch (DatabaseException exception) when (session.Link.FullState == System.Data.ConnectionState.Open)
        {
            Report(exception.Message);
            _report.Send(session, null, exception.Message);
        }
    }

    /// <summary>Waits for a notification, at most for the interval.</summary>
    private void Wait(DatabaseSession session)
    {
        var interval = pace.Interval * (0.8 + (Random.Shared.NextDouble() * 0.4));
        var isNotified = false;
        if (session.IsReplica) options.Cancellation.WaitHandle.WaitOne(interval);
        else isNotified = session.Run(() => session.Link.WaitAsync(interval, options.Cancellation).GetAwaiter().GetResult());

        // All hosts hear of it at the same moment.
        if (isNotified) options.Cancellation.WaitHandle.WaitOne(pace.Spread * Random.Shared.NextDouble());
        options.Cancellation.ThrowIfCancellationRequested();
    }

    private void Report(string problem)
    {
        if (problem != _lastProblem) OnProblem(problem);
        _lastProblem = problem;
        Service.Status(problem);
    }
}

/// <summary>How often a host looks for a new generation.</summary>
/// <param name="Interval">About this often, even without a notification.</param>
internal sealed record WatchPace(TimeSpan Interval)
{
    /// <summary>The time in which hosts begin to fetch after a notification.</summary>
    public TimeSpan Spread { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The pause after a lost connection.</summary>
    public TimeSpan ShortestPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause between attempts.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(60);
}
