using System.Text;
using MapKit.Cli.Rendering;
using MapKit.Loading;

namespace MapKit.Cli.Tests.Rendering;

/// <summary>The bar comes after a second, not too often, is no wider than the terminal, and goes away.</summary>
public sealed class ProgressBarTests : IDisposable
{
    private const string Erase = "\r\e[K";

    private readonly MemoryStream _bytes = new();
    private readonly MessageWriter _output;
    private readonly Clock _clock = new();

    public ProgressBarTests() => _output = new MessageWriter(_bytes) { NewLine = "\n" };

    private string Shown => Encoding.UTF8.GetString(_bytes.ToArray());

    public void Dispose()
    {
        _output.Dispose();
        _bytes.Dispose();
    }

    [Fact]
    public void No_progress_is_shown_within_the_first_second()
    {
        using (var bar = Bar("transport"))
        {
            bar.Show(new TableProgress(10, 100, 200, 0, 0));
            Assert.Equal((TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(250)), (_clock.First, _clock.Next));
        }

        Assert.Equal("", Shown);
    }

    [Fact]
    public void Entries_bytes_and_the_time_left_are_shown()
    {
        using (var bar = Bar("transport"))
        {
            bar.Show(new TableProgress(1_250_000, 50_000_000, 100_000_000, 0, 0));
            _clock.Tick(1000);
            bar.Show(new TableProgress(2_500_000, 100_000_000, 100_000_000, 100_000_000, 200_000_000));
            _clock.Tick(3000);
        }

        Assert.Equal(
            Erase + "[######------------------] transport: 1,250,000 entries, 50 MB of 100 MB read, 3 s left"
            + Erase + "[##################------] transport: 2,500,000 entries, 100 MB of 200 MB written, 1 s left"
            + Erase,
            Shown);
    }

    [Fact]
    public void The_progress_of_a_pipe_has_no_end()
    {
        using var bar = Bar("-");
        bar.Show(new TableProgress(1000, 3_000_000, 0, 0, 0));
        _clock.Tick(2000);
        Assert.Equal(Erase + "-: 1,000 entries, 3 MB read", Shown);
    }

    [Fact]
    public void Merging_on_disk_shows_the_time()
    {
        using var bar = Bar("transport");
        bar.Show(new TableProgress(9_000_000, 600_000_000, 600_000_000, 0, 0));
        _clock.Tick(7000);
        Assert.Equal(Erase + "[############------------] transport: 9,000,000 entries, sorting, 7 s", Shown);
    }

    [Fact]
    public void Work_of_unknown_length_shows_the_step_and_the_time()
    {
        using var bar = Bar("virtual.db");
        bar.Step("checking the pages");
        _clock.Tick(1000);
        bar.Step("comparing with the source");
        _clock.Tick(12000);
        Assert.Equal($"{Erase}virtual.db: checking the pages, 1 s{Erase}virtual.db: comparing with the source, 12 s", Shown);
    }

    [Theory]
    [InlineData("/etc/postfix/a-long-folder/another-long-folder/transport")]
    [InlineData("/etc/postfix/\u90F5\u4FBF\u90F5\u4FBF\u90F5\u4FBF\u90F5\u4FBF\u90F5\u4FBF/transport")]
    public void A_line_is_one_column_narrower_than_the_terminal(string name)
    {
        using var bar = Bar(name, width: 40);
        bar.Step("checking the pages of the map");
        _clock.Tick(1000);
        var line = Shown[Erase.Length..];
        Assert.EndsWith("\u2026", line, StringComparison.Ordinal);
        Assert.InRange(MapKit.Editing.TextWidth.Measure(line), 37, 39);
    }

    [Fact]
    public void A_message_takes_the_place_of_the_line_which_comes_back_below_it()
    {
        using (var bar = Bar("t"))
        {
            bar.Step("reading");
            _clock.Tick(1000);
            _output.WriteLine("mapkit: a message");
            _clock.Tick(1250);
        }

        _clock.Tick(1500);
        Assert.Equal($"{Erase}t: reading, 1 s{Erase}mapkit: a message\n{Erase}t: reading, 1 s{Erase}", Shown);
    }

    private ProgressBar Bar(string name, int width = 200) => new(_output, name, _clock, () => width);

    private sealed class Clock : TimeProvider
    {
        private long _milliseconds;
        private TimerCallback? _callback;

        public TimeSpan First { get; private set; }

        public TimeSpan Next { get; private set; }

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => _milliseconds;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            (_callback, First, Next) = (callback, dueTime, period);
            return new NoTimer();
        }

        public void Tick(long milliseconds)
        {
            _milliseconds = milliseconds;
            _callback!(null);
        }
    }

    private sealed class NoTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
