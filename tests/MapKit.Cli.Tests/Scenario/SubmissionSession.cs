using System.Net.Security;
using System.Text;

namespace MapKit.Cli.Tests.Scenario;

/// <summary>One connection of a <see cref="SubmissionServer"/>: EHLO, STARTTLS, AUTH, MAIL, RCPT, DATA, RSET, NOOP, QUIT.</summary>
internal sealed class SubmissionSession(SubmissionServer server, Stream connection) : IAsyncDisposable
{
    private const int LongestLine = 4096;

    private readonly List<string> _recipients = [];
    private Stream _stream = connection;
    private bool _isEncrypted;
    private string? _mechanism;
    private string? _user;
    private string? _password;
    private bool _isAuthenticated;
    private string? _sender;

    public async Task RunAsync(CancellationToken stopping)
    {
        await ReplyAsync("220 relay.provider.example ESMTP", stopping);
        while (await ReadLineAsync(stopping) is { } line)
        {
            var (verb, argument) = Split(line);
            switch (verb)
            {
                case "EHLO":
                    await GreetAsync(stopping);
                    break;
                case "STARTTLS":
                    await StartTlsAsync(stopping);
                    break;
                case "AUTH":
                    await AuthenticateAsync(argument, stopping);
                    break;
                case "MAIL":
                    await ReplyAsync(Begin(argument), stopping);
                    break;
                case "RCPT":
                    await ReplyAsync(AddRecipient(argument), stopping);
                    break;
                case "DATA":
                    await TakeMessageAsync(stopping);
                    break;
                case "RSET":
                    Reset();
                    await ReplyAsync("250 2.0.0 Ok", stopping);
                    break;
                case "NOOP":
                    await ReplyAsync("250 2.0.0 Ok", stopping);
                    break;
                case "QUIT":
                    await ReplyAsync("221 2.0.0 Bye", stopping);
                    return;
                default:
                    await ReplyAsync("500 5.5.2 Command not recognised", stopping);
                    break;
            }
        }
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private async Task GreetAsync(CancellationToken stopping)
    {
        Reset();
        await ReplyAsync("250-relay.provider.example", stopping);
        await ReplyAsync(_isEncrypted ? $"250-AUTH {server.Mechanisms}" : "250-STARTTLS", stopping);
        await ReplyAsync("250 8BITMIME", stopping);
    }

    private async Task StartTlsAsync(CancellationToken stopping)
    {
        await ReplyAsync("220 2.0.0 Ready to start TLS", stopping);
        var encrypted = new SslStream(_stream);
        _stream = encrypted;
        await encrypted.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions { ServerCertificate = server.Certificate }, stopping);
        _isEncrypted = true;
        server.Note($"  ({encrypted.SslProtocol})");
    }

    private async Task AuthenticateAsync(string argument, CancellationToken stopping)
    {
        var (mechanism, initial) = Split(argument);
        if (!_isEncrypted || !server.Mechanisms.Split(' ').Contains(mechanism))
        {
            await ReplyAsync("504 5.5.4 Mechanism not offered", stopping);
            return;
        }

        _mechanism = mechanism;
        if (mechanism == "PLAIN")
        {
            // RFC 4616: authorization identity, NUL, user, NUL, password.
            var response = initial.Length > 0 ? Decode(initial) : await AskAsync("", stopping);
            var parts = response.Split('\0');
            (_user, _password) = parts.Length == 3 ? (parts[1], parts[2]) : (null, null);
        }
        else
        {
            _user = initial.Length > 0 ? Decode(initial) : await AskAsync("Username:", stopping);
            _password = await AskAsync("Password:", stopping);
        }

        _isAuthenticated = _user == server.User && _password == server.Password;
        await ReplyAsync(_isAuthenticated ? "235 2.7.0 Authenticated" : "535 5.7.8 Bad user name or password", stopping);
    }

    private async Task<string> AskAsync(string challenge, CancellationToken stopping)
    {
        await ReplyAsync($"334 {Convert.ToBase64String(Encoding.Latin1.GetBytes(challenge))}", stopping);
        return Decode(await ReadLineAsync(stopping) ?? "");
    }

    private string Begin(string argument)
    {
        if (!_isEncrypted) return "530 5.7.0 STARTTLS first";
        if (!_isAuthenticated) return "530 5.7.0 Authentication required";
        _sender = Address(argument);
        return "250 2.1.0 Ok";
    }

    private string AddRecipient(string argument)
    {
        if (_sender is null) return "503 5.5.1 MAIL first";
        _recipients.Add(Address(argument));
        return "250 2.1.5 Ok";
    }

    private async Task TakeMessageAsync(CancellationToken stopping)
    {
        if (_sender is null || _recipients.Count == 0)
        {
            await ReplyAsync("503 5.5.1 MAIL and RCPT first", stopping);
            return;
        }

        await ReplyAsync("354 End data with a dot", stopping);
        var lines = new List<string>();
        while (await ReadLineAsync(stopping) is { } line && line != ".")
            lines.Add(line.StartsWith('.') ? line[1..] : line);

        server.Take(new RecordedMessage(_isEncrypted, _mechanism, _user, _password, _sender, [.. _recipients], lines));
        Reset();
        await ReplyAsync("250 2.0.0 Taken", stopping);
    }

    private void Reset()
    {
        _sender = null;
        _recipients.Clear();
    }

    private async Task ReplyAsync(string line, CancellationToken stopping)
    {
        server.Note("S: " + line);
        await _stream.WriteAsync(Encoding.Latin1.GetBytes(line + "\r\n"), stopping);
        await _stream.FlushAsync(stopping);
    }

    /// <summary>The next line, or null at the end. Byte by byte, so that nothing of the TLS handshake is read ahead.</summary>
    private async Task<string?> ReadLineAsync(CancellationToken stopping)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (await _stream.ReadAsync(one, stopping) == 1)
        {
            if (one[0] == '\n')
            {
                var text = Encoding.Latin1.GetString([.. line]).TrimEnd('\r');
                server.Note("C: " + text);
                return text;
            }

            line.Add(one[0]);
            if (line.Count > LongestLine) throw new IOException("the client's line is too long");
        }

        return null;
    }

    private static (string Word, string Remainder) Split(string line)
    {
        var blank = line.IndexOf(' ');
        return blank < 0 ? (line.ToUpperInvariant(), "") : (line[..blank].ToUpperInvariant(), line[(blank + 1)..]);
    }

    /// <summary>The address between the angle brackets of a MAIL or RCPT argument.</summary>
    private static string Address(string argument)
    {
        var start = argument.IndexOf('<') + 1;
        var end = argument.LastIndexOf('>');
        return start > 0 && end >= start ? argument[start..end] : throw new FormatException($"no address in {argument}");
    }

    private static string Decode(string base64) => Encoding.Latin1.GetString(Convert.FromBase64String(base64));
}
