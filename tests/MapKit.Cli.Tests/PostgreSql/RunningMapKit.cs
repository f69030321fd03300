using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.PostgreSql;

/// <summary>A mapkit that runs until the test ends it.</summary>
internal sealed class RunningMapKit : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Process _process;
    private readonly Socket _notifications = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly StringBuilder _output = new();

    public RunningMapKit(IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        _notifications.Bind(new UnixDomainSocketEndPoint(_folder.File("notify")));
        _notifications.ReceiveTimeout = 30_000;
        var start = new ProcessStartInfo(Program[0]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[.. Program.Skip(1), .. arguments]) start.ArgumentList.Add(argument);
        foreach (var (name, value) in variables) start.Environment[name] = value;
        start.Environment["NOTIFY_SOCKET"] = _folder.File("notify");
        _process = Process.Start(start)!;
        _process.OutputDataReceived += Receive;
        _process.ErrorDataReceived += Receive;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The command with the client of PostgreSQL: MAPKIT_POSTGRESQL_COMMAND names its native build; without, it is the one beside the tests.</summary>
    public static IReadOnlyList<string> Program { get; } =
        Environment.GetEnvironmentVariable("MAPKIT_POSTGRESQL_COMMAND") is { Length: > 0 } native ? [native] : ["dotnet", typeof(Cli.Program).Assembly.Location];

    /// <summary>What it printed, both streams.</summary>
    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    /// <summary>Whether it runs.</summary>
    public bool IsRunning => !_process.HasExited;

    /// <summary>Waits for a notification to the service manager.</summary>
    public void WaitForNotification(string text)
    {
        var buffer = new byte[4096];
        while (!Encoding.UTF8.GetString(buffer, 0, _notifications.Receive(buffer)).Contains(text, StringComparison.Ordinal))
        {
            // Another state.
        }
    }

    /// <summary>Waits until something is so.</summary>
    /// <returns>After how long.</returns>
    public TimeSpan WaitUntil(Func<bool> condition, int seconds = 30)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(watch.Elapsed.TotalSeconds < seconds, $"not so after {seconds} s:\n{Output}");
            Thread.Sleep(10);
        }

        return watch.Elapsed;
    }

    /// <summary>Sends a signal and waits for the end.</summary>
    /// <returns>The exit status.</returns>
    public int End(string signal)
    {
        Tool.Run("/bin/kill", $"-{signal}", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.True(_process.WaitForExit(30_000), "has not ended:\n" + Output);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _notifications.Dispose();
        _folder.Dispose();
    }

    private void Receive(object sender, DataReceivedEventArgs line)
    {
        lock (_output) _output.AppendLine(line.Data);
    }
}
