using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MapKit.Cli.Tests.Scenario;

/// <summary>As much of Dovecot's authentication server as smtpd needs to know that there are logins: XCLIENT sets them.</summary>
internal sealed class LoginServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<TcpClient> _clients = [];

    public LoginServer()
    {
        _listener.Start();
        _ = Task.Run(Accept);
    }

    /// <summary>The value of <c>smtpd_sasl_path</c>.</summary>
    public string Path => $"inet:127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public void Dispose()
    {
        _listener.Stop();
        lock (_clients)
        {
            foreach (var client in _clients) client.Dispose();
        }
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync().ConfigureAwait(false);
                lock (_clients) _clients.Add(client);
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes("VERSION\t1\t1\nMECH\tPLAIN\tplaintext\nSPID\t1\nCUID\t1\nCOOKIE\t00\nDONE\n")).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or IOException)
        {
            // The test is over.
        }
    }
}
