using MapKit.Loading;

namespace MapKit.Operations.Compile;

/// <summary>Puts together what is told of reading and of writing.</summary>
/// <param name="next">Takes the whole.</param>
internal sealed class ProgressReport(Action<TableProgress> next)
{
    private TableProgress _last;

    /// <summary>Notes what is told, with zeros for what it does not speak of.</summary>
    public void Report(TableProgress progress)
    {
        _last = progress.Read > 0 ? progress : _last with { Written = progress.Written, MapLength = progress.MapLength };
        next(_last);
    }
}
