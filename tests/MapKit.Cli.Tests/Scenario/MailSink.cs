using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MapKit.Cli.Tests.Scenario;

/// <summary>An SMTP server on a free loopback port that takes every message, offers a login and asks for none.</summary>
public sealed class MailSink : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<(int Client, string Line)> _commands = new();
    private readonly ConcurrentQueue<string> _lines = new();
    private int _clients;
    private readonly Task _accepting;

    public MailSink()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>All commands of all clients.</summary>
    public IReadOnlyList<string> Commands => [.. _commands.Select(command => command.Line)];

    /// <summary>The lines of all messages.</summary>
    public IReadOnlyList<string> MessageLines => [.. _lines];

    /// <summary>The commands of each client.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Conversations =>
        [.. _commands.GroupBy(command => command.Client, command => command.Line, (_, lines) => lines.ToArray())];

    public void Dispose()
    {
        _listener.Dispose();
        _accepting.Wait();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        var number = Interlocked.Increment(ref _clients);
        using (client)
        {
            try
            {
                using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
                using var writer = new StreamWriter(client.GetStream(), Encoding.Latin1) { AutoFlush = true, NewLine = "\r\n" };
                await writer.WriteLineAsync("220 sink.example ESMTP");
                var inMessage = false;
                while (await reader.ReadLineAsync() is { } line)
                {
                    if (inMessage && line != ".")
                    {
                        _lines.Enqueue(line);
                        continue;
                    }

                    _commands.Enqueue((number, line));
                    inMessage = line == "DATA";
                    var answer = inMessage ? "354 go on" : line.StartsWith("EHLO", StringComparison.Ordinal) ? "250-sink.example\r\n250-AUTH PLAIN\r\n250-SMTPUTF8\r\n250 8BITMIME" : "250 2.0.0 Ok";
                    await writer.WriteLineAsync(answer);
                }
            }
            catch (IOException)
            {
                // The client has ended.
            }
        }
    }
}
