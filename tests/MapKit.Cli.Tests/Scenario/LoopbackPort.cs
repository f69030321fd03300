using System.Net;
using System.Net.Sockets;

namespace MapKit.Cli.Tests.Scenario;

/// <summary>Ports for servers that a test starts.</summary>
internal static class LoopbackPort
{
    /// <summary>So many different ones that nobody listens on.</summary>
    public static int[] Free(int count)
    {
        var ports = new HashSet<int>();
        while (ports.Count < count) ports.Add(Free());
        return [.. ports];
    }

    /// <summary>One that nobody listens on.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
