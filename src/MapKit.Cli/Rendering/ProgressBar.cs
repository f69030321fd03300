using System.Globalization;
using MapKit.Loading;

namespace MapKit.Cli.Rendering;

/// <summary>The progress of a compilation, in one line on a terminal: shown after the first second, then a few times per second.</summary>
internal sealed class ProgressBar : IDisposable
{
    private const int Cells = 24;
    private const string EraseLine = "\r\e[K";

    private static readonly TimeSpan FirstAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan NextAfter = TimeSpan.FromMilliseconds(200);

    private readonly TextWriter _output;
    private readonly string _name;
    private readonly TimeProvider _clock;
    private readonly long _started;
    private TimeSpan _next = FirstAfter;
    private bool _isShown;

    /// <summary>Creates a hidden bar.</summary>
    /// <param name="output">The terminal.</param>
    /// <param name="name">What is compiled.</param>
    /// <param name="clock">Tells the time.</param>
    public ProgressBar(TextWriter output, string name, TimeProvider clock)
    {
        _output = output;
        _name = name;
        _clock = clock;
        _started = clock.GetTimestamp();
    }

    /// <summary>A bar for a command, or null if standard error is not a terminal.</summary>
    public static ProgressBar? On(CommandEnvironment environment, string name) =>
        environment.ErrorIsTerminal ? new ProgressBar(environment.Error, name, TimeProvider.System) : null;

    /// <summary>Shows a state, if the last update is old enough.</summary>
    public void Show(TableProgress progress)
    {
        var elapsed = _clock.GetElapsedTime(_started);
        if (elapsed < _next) return;
        _next = elapsed + NextAfter;
        _isShown = true;
        _output.Write(EraseLine + Text(progress, elapsed));
        _output.Flush();
    }

    /// <summary>Clears the line.</summary>
    public void Clear()
    {
        if (!_isShown) return;
        _isShown = false;
        _output.Write(EraseLine);
        _output.Flush();
    }

    /// <inheritdoc/>
    public void Dispose() => Clear();

    private string Text(TableProgress progress, TimeSpan elapsed)
    {
        var step = progress.MapLength > 0 || progress.Written > 0
            ? $"{Megabytes(progress.Written)} of {Megabytes(progress.MapLength)} written"
            : progress.SourceLength > 0 ? $"{Megabytes(progress.Read)} of {Megabytes(progress.SourceLength)} read" : $"{Megabytes(progress.Read)} read";
        var text = string.Create(CultureInfo.InvariantCulture, $"{_name}: {progress.Entries:n0} entries, {step}");
        if (progress.Fraction is not (> 0 and var fraction)) return text;
        var full = (int)(fraction * Cells);
        var left = elapsed * ((1 - fraction) / fraction);
        return string.Create(CultureInfo.InvariantCulture, $"[{new string('#', full)}{new string('-', Cells - full)}] {text}, {Math.Ceiling(left.TotalSeconds):0} s left");
    }

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0} MB");
}
