using System.Net;
using System.Net.Sockets;
using MapKit.Lookup;
using MapKit.Platform;
using MapKit.Source;

namespace MapKit.Delivery.Smtpd;

/// <summary>The trusted clients: <c>mynetworks</c>.</summary>
internal sealed class ClientNetworks : IDisposable
{
    private readonly NameList _list;

    private ClientNetworks(NameList list, bool isComputed)
    {
        _list = list;
        IsComputed = isComputed;
    }

    /// <summary>Whether the networks are those of this machine's interfaces, because main.cf does not set them.</summary>
    public bool IsComputed { get; }

    /// <summary>Reads the list of a server.</summary>
    public static ClientNetworks Read(SmtpServer server)
    {
        var isSet = server.Context.Written("mynetworks", server.Service) is not null;
        var value = isSet ? server.Get("mynetworks") : string.Join(' ', OfMachine(server.Get("mynetworks_style")));
        return new ClientNetworks(new NameList(value, server.Settings.MatchingOf("mynetworks"), server.Context.OpenListed), !isSet);
    }

    /// <summary>Whether a client is one of them.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="address">Its address.</param>
    /// <exception cref="LookupException">A table cannot be queried.</exception>
    public bool Contains(string name, string address) => _list.ContainsHost(name, address);

    /// <inheritdoc/>
    public void Dispose() => _list.Dispose();

    /// <summary>The networks of this machine, as <c>mynetworks_style</c> has them.</summary>
    private static IEnumerable<string> OfMachine(string style) =>
        from own in MachineAddresses.Read()
        let isIpv6 = own.Address.AddressFamily == AddressFamily.InterNetworkV6
        let length = LengthOf(style, own.Address, own.PrefixLength, isIpv6)
        select ByteText.FromText(NetworkText(own.Address.GetAddressBytes(), length, isIpv6));

    private static int LengthOf(string style, IPAddress own, int prefixLength, bool isIpv6) => style switch
    {
        "host" => isIpv6 ? 128 : 32,
        "class" when !isIpv6 => own.GetAddressBytes()[0] switch { < 128 => 8, < 192 => 16, < 224 => 24, _ => 32 },
        _ => prefixLength,
    };

    private static string NetworkText(byte[] bytes, int length, bool isIpv6)
    {
        for (var bit = length; bit < bytes.Length * 8; bit++) bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        var address = new IPAddress(bytes);
        return isIpv6 ? $"[{address}]/{length}" : $"{address}/{length}";
    }
}
