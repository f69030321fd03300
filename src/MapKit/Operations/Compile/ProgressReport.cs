using MapKit.Loading;

namespace MapKit.Operations.Compile;

/// <summary>Combines the progress of reading and of writing.</summary>
/// <param name="next">Takes the whole.</param>
internal sealed class ProgressReport(Action<TableProgress> next)
{
    private TableProgress _last;

    /// <summary>Stores reported values; zeros mean unreported.</summary>
    public void Report(TableProgress progress)
    {
        _last = progress.Read > 0 ? progress : _last with { Written = progress.Written, MapLength = progress.MapLength };
        next(_last);
    }
}
