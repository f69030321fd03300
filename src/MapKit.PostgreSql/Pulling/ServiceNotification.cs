using System.Net.Sockets;
using System.Text;

namespace MapKit.PostgreSql.Pulling;

/// <summary>Reports the state of a service to systemd, as sd_notify(3) does; to nothing where the service manager did not start it.</summary>
/// <param name="address">The value of NOTIFY_SOCKET, or null.</param>
internal sealed class ServiceNotification(string? address)
{
    /// <summary>Reports that the service is ready.</summary>
    public void Ready() => Send("READY=1");

    /// <summary>Reports that it is ending.</summary>
    public void Stopping() => Send("STOPPING=1");

    /// <summary>Reports what it is doing; <c>systemctl status</c> shows it.</summary>
    public void Status(string text) => Send($"STATUS={text.ReplaceLineEndings(" ")}");

    private void Send(string text)
    {
        if (string.IsNullOrEmpty(address)) return;
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            socket.SendTo(Encoding.UTF8.GetBytes(text), new UnixDomainSocketEndPoint(address.StartsWith('@') ? $"\0{address[1..]}" : address));
        }
        catch (SocketException)
        {
            // The maps are what counts.
        }
    }
}
