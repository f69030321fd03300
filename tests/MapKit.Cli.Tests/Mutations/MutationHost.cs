using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text;
using System.Text.RegularExpressions;
using MapKit.Cli.Tests.Scenario;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Mutations;

/// <summary>What a configuration does on a running Postfix.</summary>
/// <param name="Complaints">What the tools and daemons report about the configuration or its tables.</param>
/// <param name="Results">What became of each mail; incomplete where there are complaints.</param>
internal sealed record Outcome(IReadOnlyList<string> Complaints, IReadOnlyList<string> Results);

/// <summary>Starts a private Postfix with one configuration after the other and sends the same mails through each.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed partial class MutationHost : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const string PostLog = "postlog unix-dgram n - n - 1 postlogd\n";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    /// <summary>Complaints that follow from another one, or from the test.</summary>
    private static readonly string[] Consequences =
    [
        "exit status", "throttling", "killed by signal", "premature end-of-input", "problem talking to", "unexpected end-of-input", "lost connection", "malformed response", "timeout", "Broken pipe",
        "Connection refused", "this service is probably down", "mail_queue_enter", "premature termination", "deliver_request_get", "to prevent DOS", "service_throttle", "Connection reset", "bounce or trace service failure",
        "defer service failure", "message not queued", "unable to look up host", "dict_nis_init", "unable to create lock file",
    ];

    private readonly PostfixInstance _postfix;
    private readonly MailSink _sink = new();
    private readonly int _port = LoopbackPort.Free();
    private readonly int _secondPort = LoopbackPort.Free();
    private readonly string _mainPrefix;
    private readonly string _folder;
    private readonly string _root;

    public MutationHost(string name)
    {
        _postfix = new PostfixInstance();
        _postfix.Configure("service_throttle_time = 1s\nimport_environment = MAIL_CONFIG MAIL_DEBUG MAIL_LOGTAG TZ LANG=C");
        _folder = _postfix.ConfigurationFolder;
        _root = Path.GetDirectoryName(_folder)!;
        Tool.Run("postfix", "-c", _folder, "check");
        _mainPrefix = File.ReadAllText(Path.Combine(_folder, "main.cf")).TrimEnd('\n') + "\n";
        var vmail = Directory.CreateDirectory(Path.Combine(_folder, "vmail")).FullName;
        foreach (var domain in (string[])["example.org", "example.net"]) Tool.Run("chown", "65534", Directory.CreateDirectory(Path.Combine(vmail, domain)).FullName);
        Inbox();
        Good = GoodConfiguration.Read(
            name, ("@DIR@", _folder), ("@SINK@", _sink.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ("@SMTPD@", _port.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("@SMTPD2@", _secondPort.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    /// <summary>The configuration without mistakes.</summary>
    public GoodConfiguration Good { get; }

    /// <summary>The findings of lint, each as file, severity, code and message.</summary>
    public IReadOnlyList<string> Lint()
    {
        var run = CommandRun.Of("lint", "--level", "info", "-c", _folder);
        if (run.Status > 1) return [$"main.cf: error {run.Error}"];
        return [.. run.Output.Split('\n').Select(line => FindingLine().Match(line)).Where(match => match.Success).Select(match => $"{match.Groups[1].Value}: {match.Groups[2].Value}")];
    }

    /// <summary>Writes the configuration with one change.</summary>
    public void Write(Mutation? mutation)
    {
        foreach (var file in Good.Files.Keys.Append("access")) File.Delete(Path.Combine(_folder, file + ".db"));
        foreach (var (file, good) in Good.Files)
        {
            var text = mutation?.File == file ? mutation.Text : good;
            var path = Path.Combine(_folder, file);
            File.WriteAllText(path, (file == "main.cf" ? _mainPrefix : file == "master.cf" ? PostLog : "") + text, Encoding.Latin1);
            File.SetUnixFileMode(path, file == "sasl_passwd" ? OwnerOnly : OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }

        foreach (var file in (string[])["main.cf", "master.cf"]) File.SetLastWriteTimeUtc(Path.Combine(_folder, file), DateTime.UtcNow.AddMinutes(-1));
    }

    /// <summary>Compiles the tables with the real tools; what they report.</summary>
    public IReadOnlyList<string> Compile()
    {
        var complaints = new List<string>();
        foreach (var table in Good.Compiled(_folder))
        {
            var run = Tool.Run(table == "aliases" ? "postalias" : "postmap", "-c", _folder, $"hash:{Path.Combine(_folder, table)}");
            complaints.AddRange(ComplaintsIn(run.Error));
        }

        complaints.AddRange(ComplaintsIn(Tool.Run("sendmail", "-C", _folder, "-bi").Error));
        return complaints;
    }

    /// <summary>Starts Postfix and sends the mails.</summary>
    public Outcome Run()
    {
        var complaints = new List<string>();
        foreach (var option in (string[])["-n", "-M", "-P"]) complaints.AddRange(ComplaintsIn(Tool.Run("postconf", "-c", _folder, option).Error));
        if (complaints.Any(complaint => complaint.Contains("fatal", StringComparison.Ordinal))) return new Outcome(complaints, []);
        foreach (var folder in (string[])["maildrop", "incoming", "active", "deferred", "hold", "bounce", "defer", "trace", "corrupt"])
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(_root, "queue", folder), "*", SearchOption.AllDirectories)) File.Delete(file);
        }

        var log = Path.Combine(_root, "log");
        File.Delete(log);
        Inbox();
        var answers = new List<string>();
        try
        {
            var started = Tool.Run("/usr/lib/postfix/sbin/master", "-c", _folder, "-w", "-e", "120");
            complaints.AddRange(ComplaintsIn(started.Error));
            if (started.ExitCode == 0)
            {
                foreach (var ((sender, recipient), index) in Good.Probes.Select((probe, index) => (probe, index)))
                {
                    // A server at the second port gets the first mail.
                    answers.Add(Send(sender, recipient, index == 0 && Good.HasSecondServer ? _secondPort : _port));
                    if (ComplaintsIn(_postfix.Log).Any()) break;
                }

                var waited = Stopwatch.StartNew();
                while (waited.Elapsed < Patience && !IsDone() && !ComplaintsIn(_postfix.Log).Any()) Thread.Sleep(15);
            }
        }
        finally
        {
            Stop();
        }

        complaints.AddRange(ComplaintsIn(_postfix.Log));
        return new Outcome([.. complaints.Distinct()], [.. answers, .. ResultsIn(_postfix.Log)]);
    }

    public void Dispose()
    {
        _postfix.Dispose();
        _sink.Dispose();
    }

    private void Inbox()
    {
        var path = Path.Combine(_folder, "inbox");
        File.WriteAllText(path, "");
        File.SetUnixFileMode(path, OwnerOnly | UnixFileMode.OtherRead | UnixFileMode.OtherWrite);
    }

    private bool IsDone() => ((string[])["incoming", "active"]).All(name => !Directory.EnumerateFiles(Path.Combine(_root, "queue", name), "*", SearchOption.AllDirectories).Any());

    private string Send(string sender, string recipient, int port)
    {
        var said = "";
        try
        {
            using var client = new TcpClient { ReceiveTimeout = 300 };
            client.Connect(IPAddress.Loopback, port);
            var stream = client.GetStream();
            foreach (var (command, isLong) in ((string, bool)[])[("", false), ("EHLO client.example.com", false), ($"MAIL FROM:<{sender}>", false), ($"RCPT TO:<{recipient}>", false), ("DATA", false), ($"From: <{sender}>\r\nTo: <{recipient}>\r\nSubject: probe\r\nX-Note: one\r\n\r\na text with secret 7\r\n.", true)])
            {
                if (command.Length > 0) stream.Write(Encoding.Latin1.GetBytes(command + "\r\n"));
                said = Answer(stream);
                if (said.Length == 0 || said[0] is not ('2' or '3')) return $"{sender} {recipient}: {said}";
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            said = "no answer";
        }

        return $"{sender} {recipient}: {said[..Math.Min(3, said.Length)]}";
    }

    /// <summary>The last line of an answer. A server that reports a mistake in the meantime will not answer.</summary>
    private string Answer(NetworkStream stream)
    {
        var text = new StringBuilder();
        var waited = Stopwatch.StartNew();
        var buffer = new byte[4096];
        while (true)
        {
            try
            {
                var count = stream.Read(buffer);
                if (count == 0) return "closed";
                text.Append(Encoding.Latin1.GetString(buffer, 0, count));
                var lines = text.ToString().Split("\r\n");
                if (lines.Length > 1 && lines[^1].Length == 0 && lines[^2] is { Length: > 3 } last && last[3] == ' ') return last;
            }
            catch (IOException) when (waited.Elapsed < Patience && !ComplaintsIn(_postfix.Log).Any())
            {
                // Not yet.
            }
        }
    }

    private void Stop()
    {
        var file = Path.Combine(_root, "queue", "pid", "master.pid");
        if (!File.Exists(file)) return;

        // master has locked the file, which .NET does not open then.
        var master = Tool.Run("cat", file).Output.Trim();
        if (master.Length == 0 || !Directory.Exists($"/proc/{master}")) return;
        Tool.Run("kill", master);
        Assert.True(SpinWait.SpinUntil(() => !Directory.Exists($"/proc/{master}"), TimeSpan.FromSeconds(20)), "master does not end");
    }

    private static IEnumerable<string> ComplaintsIn(string text) =>
        text.Split('\n').Select(line => ComplaintLine().Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value)
            .Where(message => !Consequences.Any(consequence => message.Contains(consequence, StringComparison.Ordinal)));

    /// <summary>What became of each recipient, without what differs from run to run.</summary>
    private static IEnumerable<string> ResultsIn(string log) =>
        log.Split('\n').Select(line => ResultLine().Match(line)).Where(match => match.Success)
            .Select(match => $"{match.Groups[1].Value} {match.Groups[2].Value} {match.Groups[3].Value}").Order(StringComparer.Ordinal);

    [GeneratedRegex("((?:warning|error|fatal|panic): .*)$")]
    private static partial Regex ComplaintLine();

    [GeneratedRegex("(to=<[^>]*>).*(relay=[^,]*).*(status=[a-z]+)")]
    private static partial Regex ResultLine();

    [GeneratedRegex("^[^ ]*/([^/: ]+)[0-9:]*: ((?:error|warning|info) MK[0-9]{4}: .*)$")]
    private static partial Regex FindingLine();
}
