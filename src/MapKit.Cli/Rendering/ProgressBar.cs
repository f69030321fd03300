using System.Globalization;
using MapKit.Editing;
using MapKit.Loading;

namespace MapKit.Cli.Rendering;

/// <summary>
/// The progress of a verb, in one line on a terminal: shown after the first second, then four times per second. A timer shows it, so that
/// the work only stores where it is.
/// </summary>
internal sealed class ProgressBar : IDisposable
{
    private const int Cells = 24;

    private static readonly TimeSpan FirstAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan NextAfter = TimeSpan.FromMilliseconds(250);

    private static ProgressBar? _latest;

    private readonly MessageWriter _output;
    private readonly TimeProvider _clock;
    private readonly Func<int> _width;
    private readonly ITimer _timer;
    private readonly long _started;
    private readonly Lock _gate = new();
    private string _name;
    private string? _step;
    private TableProgress _progress;
    private bool _isOver;

    /// <summary>Creates a hidden bar.</summary>
    /// <param name="output">The terminal.</param>
    /// <param name="name">What is worked on.</param>
    /// <param name="clock">Tells the time.</param>
    /// <param name="width">Returns the number of columns of the terminal.</param>
    public ProgressBar(MessageWriter output, string name, TimeProvider clock, Func<int> width)
    {
        _output = output;
        _name = name;
        _clock = clock;
        _width = width;
        _started = clock.GetTimestamp();
        _timer = clock.CreateTimer(_ => Draw(), null, FirstAfter, NextAfter);
        _latest = this;
    }

    /// <summary>Removes the line of the running command, before a signal ends the process.</summary>
    public static void EndAll() => _latest?.Dispose();

    /// <summary>A bar for a command, or null if standard error is not a terminal, or progress is not wanted.</summary>
    /// <param name="environment">Where to.</param>
    /// <param name="name">What is worked on.</param>
    /// <param name="step">What is done first, if its end is not known.</param>
    public static ProgressBar? On(CommandEnvironment environment, string name, string? step = null)
    {
        if (!environment.ErrorIsTerminal || environment.IsQuiet || environment.Variable("TERM") == "dumb") return null;
        var bar = new ProgressBar(environment.Messages, name, TimeProvider.System, environment.ErrorWidth);
        if (step is not null) bar.Step(step);
        return bar;
    }

    /// <summary>Stores how far a table has been read and its map written.</summary>
    public void Show(TableProgress progress)
    {
        lock (_gate)
        {
            _progress = progress;
            _step = null;
        }
    }

    /// <summary>Stores what is done now, of which the end is not known.</summary>
    public void Step(string step)
    {
        lock (_gate) _step = step;
    }

    /// <summary>Stores what is worked on now.</summary>
    /// <param name="name">What.</param>
    /// <param name="step">What is done with it.</param>
    public void Next(string name, string step)
    {
        lock (_gate) (_name, _step) = (name, step);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer.Dispose();
        lock (_gate)
        {
            _isOver = true;
            _output.ClearLine();
        }
    }

    private void Draw()
    {
        lock (_gate)
        {
            if (!_isOver) _output.ShowLine(Clip(Text(_clock.GetElapsedTime(_started))));
        }
    }

    /// <summary>Cuts the text one column before the end of the line: a terminal would wrap, and only the last line can be erased.</summary>
    private string Clip(string text)
    {
        var room = Math.Max(_width() - 1, 1);
        if (TextWidth.Measure(text) <= room) return text;
        while (TextWidth.Measure(text) > room - 1 && text.Length > 0) text = text[..^1];
        return text + "…";
    }

    private string Text(TimeSpan elapsed)
    {
        if (_step is not null) return string.Create(CultureInfo.InvariantCulture, $"{_name}: {_step}, {elapsed.TotalSeconds:0} s");
        var progress = _progress;
        if (progress == default) return string.Create(CultureInfo.InvariantCulture, $"{_name}: reading, {elapsed.TotalSeconds:0} s");
        var isRead = progress.SourceLength > 0 && progress.Read >= progress.SourceLength;
        var step = progress.MapLength > 0 || progress.Written > 0 ? $"{Megabytes(progress.Written)} of {Megabytes(progress.MapLength)} written"
            : isRead ? string.Create(CultureInfo.InvariantCulture, $"sorting, {elapsed.TotalSeconds:0} s")
            : progress.SourceLength > 0 ? $"{Megabytes(progress.Read)} of {Megabytes(progress.SourceLength)} read" : $"{Megabytes(progress.Read)} read";
        var text = string.Create(CultureInfo.InvariantCulture, $"{_name}: {progress.Entries:n0} entries, {step}");
        if (progress.Fraction is not (> 0 and var fraction)) return text;
        var full = (int)(fraction * Cells);
        var bar = $"[{new string('#', full)}{new string('-', Cells - full)}] {text}";
        return isRead && progress.MapLength == 0 ? bar : string.Create(CultureInfo.InvariantCulture, $"{bar}, {Math.Ceiling((elapsed * ((1 - fraction) / fraction)).TotalSeconds):0} s left");
    }

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0} MB");
}
