using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MapKit.Web.Tests;

/// <summary>Serves a folder on loopback as any web server does; compressed files where they exist.</summary>
public sealed class StaticServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly string _folder;
    private long _sent;
    private bool _isEnded;

    public StaticServer(string folder)
    {
        _folder = folder;
        _listener.Start();
        Address = $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/";
        _ = Task.Run(AcceptAsync);
    }

    public string Address { get; }

    /// <summary>Bytes of all answers.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>The paths that were not found.</summary>
    public ConcurrentQueue<string> Missing { get; } = [];

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isEnded, true)) return;
        _end.Cancel();
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (!Volatile.Read(ref _isEnded))
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                _ = Task.Run(() => ServeAsync(client));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The server has ended.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.Latin1);
                while (await reader.ReadLineAsync() is { Length: > 0 } request)
                {
                    var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
                    while (await reader.ReadLineAsync() is { Length: > 0 } line)
                    {
                        if (line.Split(':', 2) is [var name, var value]) headers[name] = value.Trim();
                    }

                    if (Volatile.Read(ref _isEnded)) return;
                    var answer = Answer(Uri.UnescapeDataString(request.Split(' ')[1].Split('?')[0]), headers);
                    Interlocked.Add(ref _sent, answer.Length);
                    await stream.WriteAsync(answer);
                }
            }
            catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException)
            {
                // The browser has closed the connection.
            }
        }
    }

    private byte[] Answer(string path, Dictionary<string, string> headers)
    {
        var file = Path.GetFullPath(_folder + (path.EndsWith('/') ? path + "index.html" : path));
        if (!file.StartsWith(Path.GetFullPath(_folder), StringComparison.Ordinal) || !File.Exists(file))
        {
            Missing.Enqueue(path);
            return "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"u8.ToArray();
        }

        var tag = $"\"{new FileInfo(file).Length:x}-{File.GetLastWriteTimeUtc(file).Ticks:x}\"";
        var head = new StringBuilder();
        if (headers.GetValueOrDefault("If-None-Match") == tag) return Encoding.ASCII.GetBytes($"HTTP/1.1 304 Not Modified\r\nETag: {tag}\r\nCache-Control: no-cache\r\n\r\n");
        var content = file;
        if (headers.GetValueOrDefault("Accept-Encoding", "").Contains("br", StringComparison.Ordinal) && File.Exists(file + ".br"))
        {
            content = file + ".br";
            head.Append("Content-Encoding: br\r\n");
        }

        var bytes = File.ReadAllBytes(content);
        return
        [
            .. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: {TypeOf(file)}\r\nContent-Length: {bytes.Length}\r\nETag: {tag}\r\nCache-Control: no-cache\r\n{head}\r\n"),
            .. bytes,
        ];
    }

    private static string TypeOf(string file) => Path.GetExtension(file) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" => "text/javascript",
        ".css" => "text/css",
        ".wasm" => "application/wasm",
        ".svg" => "image/svg+xml",
        ".json" or ".webmanifest" => "application/json",
        _ => "application/octet-stream",
    };
}
