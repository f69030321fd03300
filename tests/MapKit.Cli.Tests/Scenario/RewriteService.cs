using System.Net.Sockets;
using System.Text;

namespace MapKit.Cli.Tests.Scenario;

/// <summary>A client of trivial-rewrite(8), as the other programs of Postfix are: pairs of names and values, each with a NUL, and one more NUL.</summary>
internal sealed class RewriteService : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly NetworkStream _stream;

    public RewriteService(string path)
    {
        _socket.Connect(new UnixDomainSocketEndPoint(path));
        _socket.ReceiveTimeout = 30_000;
        _stream = new NetworkStream(_socket);
        Assert.Equal("trivial_rewrite_protocol", Read()["protocol"]);
    }

    /// <summary>Completes an address in external form.</summary>
    public string Rewrite(string address) => Ask(("request", "rewrite"), ("rule", "local"), ("address", address))["address"];

    /// <summary>Asks where an address in internal form goes.</summary>
    public IReadOnlyDictionary<string, string> Resolve(string sender, string address) => Ask(("request", "resolve"), ("sender", sender), ("address", address));

    public void Dispose()
    {
        _stream.Dispose();
        _socket.Dispose();
    }

    private Dictionary<string, string> Ask(params (string Name, string Value)[] attributes)
    {
        _stream.Write(Encoding.Latin1.GetBytes(string.Concat(attributes.Select(attribute => $"{attribute.Name}\0{attribute.Value}\0")) + "\0"));
        return Read();
    }

    private Dictionary<string, string> Read()
    {
        var answer = new Dictionary<string, string>();
        while (ReadText() is { Length: > 0 } name) answer[name] = ReadText();
        return answer;
    }

    private string ReadText()
    {
        var text = new StringBuilder();
        while (true)
        {
            var current = _stream.ReadByte();
            if (current < 0) throw new EndOfStreamException("the service has hung up");
            if (current == 0) return text.ToString();
            text.Append((char)current);
        }
    }
}
