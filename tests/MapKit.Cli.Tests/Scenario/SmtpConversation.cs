using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MapKit.Cli.Tests.Scenario;

/// <summary>A client of an SMTP server, one command at a time.</summary>
internal sealed class SmtpConversation : IDisposable
{
    private readonly TcpClient _client = new();
    private readonly Action<string> _log;
    private readonly StreamReader _reader;

    public SmtpConversation(int port, Action<string> log, string greeting = "EHLO client.example.com")
    {
        _log = log;
        _client.Connect(IPAddress.Loopback, port);
        _client.ReceiveTimeout = 30_000;
        _reader = new StreamReader(_client.GetStream(), Encoding.Latin1);
        Read();
        Say(greeting);
    }

    /// <summary>Goes on as another client.</summary>
    public void Pretend(string name, string address, string greeting = "EHLO client.example.com")
    {
        Assert.StartsWith("220", Say($"XCLIENT NAME={name} ADDR={address}"), StringComparison.Ordinal);
        Say(greeting);
    }

    public string AnswerOfRecipient(string recipient)
    {
        Assert.StartsWith("250", Say("MAIL FROM:<>"), StringComparison.Ordinal);
        var answer = Say($"RCPT TO:<{recipient}>");
        Say("RSET");
        return answer;
    }

    /// <summary>Begins a message; all addresses must be taken.</summary>
    public void Give(string sender, IEnumerable<string> recipients)
    {
        Take($"MAIL FROM:<{sender}> SMTPUTF8", "250");
        foreach (var recipient in recipients) Take($"RCPT TO:<{recipient}>", "250");
    }

    /// <summary>Hands over a message without headers of its own.</summary>
    public void Send(string sender, IEnumerable<string> recipients)
    {
        Give(sender, recipients);
        Take("DATA", "354");
        Take("Subject: probes\r\n\r\ntext\r\n.", "250");
    }

    public void Dispose()
    {
        _reader.Dispose();
        _client.Dispose();
    }

    /// <summary>Sends a command, one character a byte, and gives the last line of the answer.</summary>
    public string Say(string command)
    {
        _log($"> {command}");
        _client.GetStream().Write(Encoding.Latin1.GetBytes($"{command}\r\n"));
        return Read();
    }

    private void Take(string command, string code) => Assert.Equal((command, code), (command, Say(command)[..3]));

    private string Read()
    {
        while (true)
        {
            var line = _reader.ReadLine() ?? throw new EndOfStreamException("the server has hung up");
            _log($"< {line}");
            if (line.Length < 4 || line[3] != '-') return line;
        }
    }
}
