using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MapKit.Cli.Tests.Scenario;

/// <summary>
/// A server of <c>socketmap:</c> tables that finds nothing and remembers every key that it is asked for: Postfix's own word on what it
/// asks, and in which order.
/// </summary>
public sealed class SocketMapServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<SocketMapConversation> _conversations = new();
    private readonly ConcurrentBag<TcpClient> _clients = [];
    private readonly Task _accepting;

    public SocketMapServer()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>
    /// A table to put into main.cf. Postfix passes over a socketmap where it asks for a part of a key, but a union is what its first
    /// member is, and that one has fixed keys.
    /// </summary>
    public string Table(string name) =>
        $"unionmap:{{inline:{{mapkit.none=none}},socketmap:inet:127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)}:{name}}}";

    /// <summary>The keys of a table that each connection has asked for, in order, one character a byte. A program has one connection.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Keys(string table) =>
        [.. _conversations.Select(conversation => conversation.KeysOf(table)).Where(keys => keys.Count > 0)];

    public void Dispose()
    {
        _listener.Dispose();
        foreach (var client in _clients) client.Dispose();
        _accepting.Wait();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                client.NoDelay = true;
                _clients.Add(client);
                var conversation = new SocketMapConversation();
                _conversations.Enqueue(conversation);
                _ = ServeAsync(client, conversation);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private static async Task ServeAsync(TcpClient client, SocketMapConversation conversation)
    {
        try
        {
            var stream = client.GetStream();
            while (await ReadAsync(stream) is { } request)
            {
                var blank = request.IndexOf(' ', StringComparison.Ordinal);
                conversation.Add(request[..blank], request[(blank + 1)..]);
                await stream.WriteAsync("9:NOTFOUND ,"u8.ToArray());
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The program or the test has ended.
        }
    }

    /// <summary>A netstring: length, colon, bytes, comma. Null at the end.</summary>
    private static async Task<string?> ReadAsync(NetworkStream stream)
    {
        var one = new byte[1];
        var length = 0;
        while (true)
        {
            if (await stream.ReadAsync(one) == 0) return null;
            if (one[0] == ':') break;
            length = (length * 10) + one[0] - '0';
        }

        var text = new byte[length + 1];
        await stream.ReadExactlyAsync(text);
        return Encoding.Latin1.GetString(text, 0, length);
    }
}
