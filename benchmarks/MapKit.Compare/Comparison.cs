namespace MapKit.Compare;

/// <summary>Measures pieces of work, ours and the peer's in turn, after a warm-up that tells their memory and whether they agree.</summary>
internal sealed class Comparison
{
    private readonly ProcessRunner _runner;
    private readonly Programs _programs;
    private readonly WorkFolder _folder;

    /// <summary>Prepares to measure.</summary>
    public Comparison(ProcessRunner runner, Programs programs, WorkFolder folder)
    {
        _runner = runner;
        _programs = programs;
        _folder = folder;
    }

    /// <summary>Does a piece of work again and again.</summary>
    /// <param name="work">The work.</param>
    /// <param name="runs">How often, after the warm-up.</param>
    /// <param name="withPeer">Whether the peer does it too.</param>
    /// <exception cref="ComparisonException">One fails, or they do not agree.</exception>
    public WorkResult Measure(Work work, int runs, bool withPeer = true)
    {
        if (work.Preparation is { } preparation && !File.Exists(preparation.Map)) ProcessRunner.Time(preparation.Make);

        // The peer first: what it leaves may be what ours finds unchanged.
        var peer = withPeer ? work.Peer : null;
        var peerMemory = peer is null ? 0 : _runner.PeakMemory(peer, "peer");
        var ourMemory = _runner.PeakMemory(work.Ours, "ours");
        var result = new WorkResult(work, new FileInfo(_folder.OurSource).Length) { OurMemory = ourMemory, PeerMemory = peerMemory };
        if (peer is not null) RequireAgreement(work);
        var floor = work.Floor(_folder.FullPath);
        for (var run = 0; run < runs; run++)
        {
            if (peer is not null) result.Peer.Add(ProcessRunner.Time(peer));
            result.Ours.Add(ProcessRunner.Time(work.Ours));
            result.Floor.Add(ProcessRunner.Time(floor));
        }

        return result;
    }

    private void RequireAgreement(Work work)
    {
        if (work.PrintsResults && new FileInfo(_runner.OutputPath("ours")).Length == 0)
            throw new ComparisonException($"{work.Name}: nothing is printed: {work.Ours}");
        if (work.PrintsResults && !ProcessRunner.Succeeds(new Invocation("cmp", _runner.OutputPath("ours"), _runner.OutputPath("peer"))))
            throw new ComparisonException($"{work.Name}: the programs print different results: {work.Ours} and {work.Peer}");
        if (work.Maps is { } maps && !ProcessRunner.Succeeds(_programs.Mapkit("diff", maps.Ours, maps.Peer)))
            throw new ComparisonException($"{work.Name}: {maps.Ours} and {maps.Peer} differ");
    }
}
