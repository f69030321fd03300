namespace MapKit.Compare;

/// <summary>Compiles tables of a thousand to ten million entries, each type: how time and memory grow.</summary>
internal sealed class ScalingRun
{
    /// <summary>The peer is measured with more entries only when that is asked for: it needs many minutes.</summary>
    private const int MostForPeer = 1_000_000;

    private static readonly int[] Sizes = [1_000, 10_000, 100_000, 1_000_000, 10_000_000];

    private readonly Comparison _comparison;
    private readonly WorkFolder _folder;
    private readonly WorkList _works;
    private readonly CompareOptions _options;

    /// <summary>Prepares the run.</summary>
    public ScalingRun(Comparison comparison, WorkFolder folder, WorkList works, CompareOptions options)
    {
        _comparison = comparison;
        _folder = folder;
        _works = works;
        _options = options;
    }

    /// <summary>Measures.</summary>
    /// <param name="onPoint">Told of each point.</param>
    public List<ScalingPoint> Measure(Action<ScalingPoint> onPoint)
    {
        var points = new List<ScalingPoint>();
        foreach (var entries in Sizes.Where(size => size <= _options.Entries))
        {
            _folder.Write(new TransportTable(_options.Seed, entries));
            foreach (var type in CompileWorks.Types.Where(type => _options.Only.Count == 0 || _options.Only.Contains("compile-" + type)))
            {
                var withPeer = entries <= MostForPeer || _options.PeerAll;
                var result = _comparison.Measure(_works.Compiles.Whole(type), entries > MostForPeer ? 1 : _options.Runs, withPeer);
                Take(new ScalingPoint(type, "mapkit", entries, result.Ours.Median, result.OurMemory, result.SourceBytes));
                if (withPeer) Take(new ScalingPoint(type, "postmap", entries, result.Peer.Median, result.PeerMemory, result.SourceBytes));
            }
        }

        return points;

        void Take(ScalingPoint point)
        {
            points.Add(point);
            onPoint(point);
        }
    }
}
