using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace MapKit.Platform;

/// <summary>The network addresses of this machine.</summary>
internal static class MachineAddresses
{
    /// <summary>Reads them: each address with the length of its network's prefix. In a browser only the loopback addresses are known.</summary>
    public static IEnumerable<(IPAddress Address, int PrefixLength)> Read()
    {
        if (OperatingSystem.IsBrowser()) return [(IPAddress.Loopback, 8), (IPAddress.IPv6Loopback, 128)];
        return from network in NetworkInterface.GetAllNetworkInterfaces()
               from own in network.GetIPProperties().UnicastAddresses
               where own.Address.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6
               select (own.Address, own.PrefixLength);
    }
}
