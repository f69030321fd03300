using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using MapKit.Platform;
using MapKit.Source;

namespace MapKit.Delivery.Smtpd.Dns;

/// <summary>Asks the name servers of the system, each query once.</summary>
/// <param name="servers">The servers, in their order.</param>
internal sealed class DnsResolver(IReadOnlyList<IPEndPoint> servers) : IDnsResolver
{
    private const string SystemFile = "/etc/resolv.conf";
    private const int Port = 53;
    private const int LongestDatagram = 4096;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Dictionary<(string Name, DnsType Type), DnsReply> _replies = [];

    /// <summary>The resolver of this machine. A browser has none.</summary>
    public static DnsResolver OfSystem() => new([.. ServersIn(!OperatingSystem.IsBrowser() && File.Exists(SystemFile) ? WholeFile.ReadLines(SystemFile) : [])]);

    /// <inheritdoc/>
    public DnsReply Query(string name, DnsType type)
    {
        if (!_replies.TryGetValue((name, type), out var reply)) _replies[(name, type)] = reply = Ask(AsciiName(name), type);
        return reply;
    }

    private static IEnumerable<IPEndPoint> ServersIn(string[] lines)
    {
        foreach (var line in lines)
        {
            if (line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries) is ["nameserver", var address, ..] && IPAddress.TryParse(address, out var known)) yield return new IPEndPoint(known, Port);
        }
    }

    private static string AsciiName(string name)
    {
        try
        {
            return System.Text.Ascii.IsValid(name) ? name : new System.Globalization.IdnMapping().GetAscii(ByteText.ToText(name));
        }
        catch (ArgumentException)
        {
            return name;
        }
    }

    private DnsReply Ask(string name, DnsType type)
    {
        var id = (ushort)Random.Shared.Next(ushort.MaxValue);
        if (DnsMessage.Query(id, name, type) is not { } query) return new DnsReply(DnsStatus.NotFound, []);
        foreach (var server in servers)
        {
            try
            {
                var message = OverUdp(server, query, id);
                if (DnsMessage.IsCut(message)) message = OverTcp(server, query);
                if (!DnsMessage.Answers(message, id)) continue;
                var reply = DnsMessage.Read(message, type);
                if (reply.Status != DnsStatus.Failed) return reply;
            }
            catch (Exception exception) when (exception is SocketException or IOException)
            {
                // The next server may answer.
            }
        }

        return new DnsReply(DnsStatus.Failed, []);
    }

    private static byte[] OverUdp(IPEndPoint server, byte[] query, ushort id)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = (int)Patience.TotalMilliseconds };
        socket.Connect(server);
        socket.Send(query);
        var buffer = new byte[LongestDatagram];
        for (var tries = 0; tries < 10; tries++)
        {
            var message = buffer[..socket.Receive(buffer)];
            if (DnsMessage.Answers(message, id)) return message;
        }

        return [];
    }

    private static byte[] OverTcp(IPEndPoint server, byte[] query)
    {
        using var client = new TcpClient(server.AddressFamily) { ReceiveTimeout = (int)Patience.TotalMilliseconds, SendTimeout = (int)Patience.TotalMilliseconds };
        client.Connect(server);
        var stream = client.GetStream();
        stream.Write([(byte)(query.Length >> 8), (byte)query.Length, .. query]);
        var length = new byte[2];
        stream.ReadExactly(length);
        var message = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
        stream.ReadExactly(message);
        return message;
    }
}
