using System.Net;
using System.Net.Sockets;

namespace MapKit.Cli.Tests.PostgreSql;

/// <summary>Passes connections on to a server, counts their bytes, and closes or stalls them after some.</summary>
internal sealed class StallingProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly EndPoint _target;
    private readonly CancellationTokenSource _end = new();
    private long _passed;

    public StallingProxy(EndPoint target)
    {
        _target = target;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many bytes have come from the server.</summary>
    public long Passed => Interlocked.Read(ref _passed);

    /// <summary>After how many bytes from the server a connection is closed; null for never.</summary>
    public int? ClosesAfter { get; set; }

    /// <summary>After how many bytes nothing more is passed on.</summary>
    public int? StallsAfter { get; set; }

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_end.Token);
                var server = new Socket(_target.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
                await server.ConnectAsync(_target, _end.Token);
                _ = PassAsync(client, server, counts: false);
                _ = PassAsync(server, client, counts: true);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The end.
        }
    }

    private async Task PassAsync(Socket from, Socket to, bool counts)
    {
        var buffer = new byte[4096];
        var total = 0;
        try
        {
            while (await from.ReceiveAsync(buffer, _end.Token) is > 0 and var count)
            {
                if (counts && StallsAfter < total + count) await Task.Delay(Timeout.Infinite, _end.Token);
                if (counts && ClosesAfter < total + count) count = Math.Max(ClosesAfter.Value - total, 0);
                await to.SendAsync(buffer.AsMemory(0, count), _end.Token);
                total += count;
                if (counts) Interlocked.Add(ref _passed, count);
                if (counts && ClosesAfter <= total) break;
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // Closed.
        }

        from.Dispose();
        to.Dispose();
    }
}
