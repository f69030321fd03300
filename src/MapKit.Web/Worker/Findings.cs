using MapKit.Diagnostics;
using MapKit.Web.Model;

namespace MapKit.Web.Worker;

/// <summary>The findings of a check, of which the page lists the first.</summary>
internal sealed class Findings : IDiagnosticSink
{
    private const int MostListed = 1000;

    private readonly List<FindingView> _listed = [];

    /// <summary>The first of them.</summary>
    public IReadOnlyList<FindingView> Listed => _listed;

    /// <summary>The number of all.</summary>
    public int Count { get; private set; }

    /// <summary>The number of errors.</summary>
    public int Errors { get; private set; }

    /// <summary>The number of warnings.</summary>
    public int Warnings { get; private set; }

    /// <inheritdoc/>
    public void Report(Diagnostic diagnostic)
    {
        Count++;
        if (diagnostic.Severity == Severity.Error) Errors++;
        if (diagnostic.Severity == Severity.Warning) Warnings++;
        if (_listed.Count == MostListed) return;
        var place = diagnostic.Place;
        _listed.Add(new FindingView(
            diagnostic.Path, place?.Line ?? 0, place?.Column ?? 0, place?.EndColumn ?? 0, NameOf(diagnostic.Severity), diagnostic.Rule.Code, diagnostic.Message, diagnostic.Help));
    }

    private static string NameOf(Severity severity) => severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "info" };
}
