using System.Text;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests;

/// <summary>A failure that MapKit does not foresee ends with one line, status 2 and no leftovers.</summary>
public sealed class UnexpectedFailureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("compile", "--json", "-t", "lmdb", "TABLE")]
    [InlineData("lint", "TABLE")]
    [InlineData("dump", "TABLE.cdb")]
    public void An_unexpected_failure_ends_with_one_line_and_no_leftovers(params string[] arguments)
    {
        var table = _folder.Write("table", string.Concat(Enumerable.Range(0, 5000).Select(number => $"key{number} value\nbad{number}\n")));
        CommandRun.Of("compile", "-t", "cdb", table);
        var before = Directory.GetFiles(_folder.Path).Order();
        var line = arguments.Select(argument => argument.Replace("TABLE", table, StringComparison.Ordinal)).ToArray();
        var (status, error) = Run(line, trace: false);
        Assert.Equal((2, $"mapkit: error: bug in MapKit in {line[0]} with {line[^1]}: InvalidTimeZoneException; please report it (MAPKIT_TRACE=1 shows the trace)\n"), (status, error));
        Assert.Equal(before, Directory.GetFiles(_folder.Path).Order());
    }

    [Fact]
    public void The_trace_is_shown_on_request()
    {
        var table = _folder.Write("table", "a 1\n");
        var (status, error) = Run(["compile", "-t", "cdb", table], trace: true);
        Assert.Equal(2, status);
        Assert.Contains("InvalidTimeZoneException: injected", error, StringComparison.Ordinal);
        Assert.Contains(" at ", error, StringComparison.Ordinal);
    }

    private static (int Status, string Error) Run(string[] arguments, bool trace)
    {
        using var error = new MemoryStream();
        using var environment = new CommandEnvironment(
            Stream.Null, new FailingStream(), error, false, false, name => name == UnexpectedFailure.TraceVariable && trace ? "1" : null);
        var status = InProcess.Run(environment, arguments);
        return (status, Encoding.UTF8.GetString(error.ToArray()));
    }

    /// <summary>Fails as nothing that is written to does.</summary>
    private sealed class FailingStream : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new InvalidTimeZoneException("injected");
    }
}
