using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MapKit.Cli.Tests.Scenario;

/// <summary>
/// The provider's side of RFC 6409: an SMTP server on a free loopback port that takes mail only inside STARTTLS and after AUTH,
/// and remembers what it took.
/// </summary>
public sealed class SubmissionServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<RecordedMessage> _messages = new();
    private readonly ConcurrentQueue<string> _dialogue = new();
    private readonly ConcurrentBag<Task> _sessions = [];
    private readonly Task _accepting;

    /// <summary>Listens at once.</summary>
    /// <param name="mechanisms">The SASL mechanisms to offer, as EHLO lists them.</param>
    /// <param name="user">The only user it lets in.</param>
    /// <param name="password">That user's password.</param>
    public SubmissionServer(string mechanisms, string user, string password)
    {
        Mechanisms = mechanisms;
        User = user;
        Password = password;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The loopback port it listens on.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Mechanisms { get; }

    public string User { get; }

    public string Password { get; }

    /// <summary>The key and certificate of the server, made for this run.</summary>
    internal X509Certificate2 Certificate { get; } = CreateCertificate();

    /// <summary>The messages taken so far, in order.</summary>
    public IReadOnlyList<RecordedMessage> Messages => [.. _messages];

    /// <summary>What was said on all connections so far, a line each, for the message of a failed test.</summary>
    public string Dialogue => string.Join('\n', _dialogue);

    public void Dispose()
    {
        _stopping.Cancel();
        _accepting.Wait();
        Task.WaitAll([.. _sessions]);
        _listener.Dispose();
        _stopping.Dispose();
        Certificate.Dispose();
    }

    internal void Take(RecordedMessage message) => _messages.Enqueue(message);

    internal void Note(string line) => _dialogue.Enqueue(line);

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                _sessions.Add(ServeAsync(client));
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var session = new SubmissionSession(this, client.GetStream());
                await session.RunAsync(_stopping.Token);
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException
                or System.Security.Authentication.AuthenticationException or FormatException)
            {
                // A client that breaks off or does not speak the protocol: the test says what is missing and shows this.
                Note($"! {exception.Message}");
            }
        }
    }

    private static X509Certificate2 CreateCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=relay.provider.example", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
