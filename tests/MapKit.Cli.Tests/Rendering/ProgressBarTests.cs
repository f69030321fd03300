using MapKit.Cli.Rendering;
using MapKit.Loading;

namespace MapKit.Cli.Tests.Rendering;

/// <summary>The bar comes after a second, not too often, and goes away.</summary>
public sealed class ProgressBarTests : IDisposable
{
    private const string Erase = "\r\e[K";

    private readonly StringWriter _output = new();
    private readonly Clock _clock = new();

    public void Dispose() => _output.Dispose();

    [Fact]
    public void No_progress_is_shown_within_the_first_second()
    {
        using var bar = new ProgressBar(_output, "transport", _clock);
        _clock.Milliseconds = 999;
        bar.Show(new TableProgress(10, 100, 200, 0, 0));
        bar.Clear();
        Assert.Equal("", _output.ToString());
    }

    [Fact]
    public void Entries_bytes_and_the_time_left_are_shown_a_few_times_a_second()
    {
        using (var bar = new ProgressBar(_output, "transport", _clock))
        {
            _clock.Milliseconds = 1000;
            bar.Show(new TableProgress(1_250_000, 50_000_000, 100_000_000, 0, 0));
            _clock.Milliseconds = 1199;
            bar.Show(new TableProgress(1_500_000, 60_000_000, 100_000_000, 0, 0));
            _clock.Milliseconds = 3000;
            bar.Show(new TableProgress(2_500_000, 100_000_000, 100_000_000, 100_000_000, 200_000_000));
        }

        Assert.Equal(
            Erase + "[######------------------] transport: 1,250,000 entries, 50 MB of 100 MB read, 3 s left"
            + Erase + "[##################------] transport: 2,500,000 entries, 100 MB of 200 MB written, 1 s left"
            + Erase,
            _output.ToString());
    }

    [Fact]
    public void The_progress_of_a_pipe_has_no_end()
    {
        using var bar = new ProgressBar(_output, "-", _clock);
        _clock.Milliseconds = 2000;
        bar.Show(new TableProgress(1000, 3_000_000, 0, 0, 0));
        Assert.Equal(Erase + "-: 1,000 entries, 3 MB read", _output.ToString());
    }

    private sealed class Clock : TimeProvider
    {
        public long Milliseconds { get; set; }

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => Milliseconds;
    }
}
