using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text;

namespace MapKit.Tests.Peers;

/// <summary>
/// One daemon of the installed Postfix, started by itself (<c>-S</c>) with a configuration and a queue of the test's own: what it logs
/// until it asks for work or ends.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed class StandAloneDaemon : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly string[] QueueFolders = ["pid", "public", "private", "active", "incoming", "deferred", "maildrop", "defer", "bounce", "corrupt", "flush", "hold", "saved", "trace"];

    private readonly TemporaryFolder _folder = new();
    private readonly Socket _log = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly Socket _tlsmgr = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    /// <summary>Creates the folders and sockets.</summary>
    public StandAloneDaemon()
    {
        const UnixFileMode readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        File.SetUnixFileMode(_folder.Path, readable);
        foreach (var name in QueueFolders.Select(name => "q/" + name).Append("d")) Directory.CreateDirectory(_folder.File(name));
        _ = Tool.Run("/bin/chown", "-R", "postfix", _folder.File("q"), _folder.File("d"));
        _ = Tool.Run("/bin/chown", "root", _folder.File("q"), _folder.File("q/pid"));
        _log.Bind(new UnixDomainSocketEndPoint(_folder.File("q/public/postlog")));
        _tlsmgr.Bind(new UnixDomainSocketEndPoint(_folder.File("q/private/tlsmgr")));
        _tlsmgr.Listen();
        _ = Task.Run(ServeTls);
    }

    /// <summary>Where the daemons are installed.</summary>
    public static string Directories { get; } = Tool.Find("postconf") is null ? "" : Tool.Run("postconf", "-h", "daemon_directory").Output.Trim();

    /// <summary>Starts a daemon and returns what it logs, without the name of the program.</summary>
    /// <param name="program">The program, such as <c>smtpd</c>.</param>
    /// <param name="main">Lines of main.cf that override those of the test.</param>
    /// <param name="arguments">More arguments.</param>
    public IReadOnlyList<string> Start(string program, string main, params string[] arguments)
    {
        PostfixConfiguration.Write(_folder.File("c"), $"""
            queue_directory = {_folder.File("q")}
            data_directory = {_folder.File("d")}
            myhostname = mail.example.com
            maillog_file = /dev/stdout
            alias_maps =
            alias_database =
            local_recipient_maps =
            mynetworks = 127.0.0.0/8
            {main}
            """);
        File.WriteAllText(_folder.File("c/master.cf"), "");
        var start = new ProcessStartInfo(Path.Combine(Directories, program))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder.File("q"),
        };
        start.ArgumentList.Add("-S");
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["MAIL_CONFIG"] = _folder.File("c");
        start.Environment["POSTLOG_SERVICE"] = _folder.File("q/public/postlog");
        start.Environment["POSTLOG_HOSTNAME"] = "mail.example.com";
        foreach (var (name, value) in PreloadedSleep.Variables) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();

        // A daemon that is ready writes its greeting or the name of its protocol.
        var ready = process.StandardOutput.BaseStream.ReadAsync(new byte[1]).AsTask();
        Task.WaitAny([ready, process.WaitForExitAsync()], Patience);
        if (!process.WaitForExit(TimeSpan.FromMilliseconds(100))) process.Kill();
        process.WaitForExit();
        return Logged();
    }

    public void Dispose()
    {
        _log.Dispose();
        _tlsmgr.Dispose();
        _folder.Dispose();
    }

    private List<string> Logged()
    {
        var messages = new List<string>();
        var buffer = new byte[65536];
        while (_log.Poll(0, SelectMode.SelectRead))
        {
            var text = Encoding.Latin1.GetString(buffer, 0, _log.Receive(buffer));
            var start = text.IndexOf("]: ", StringComparison.Ordinal) + "]: ".Length;
            messages.Add(text[start..].TrimEnd('\0', '\n'));
        }

        return messages;
    }

    /// <summary>Answers as tlsmgr(8): random bytes, and no cache of sessions.</summary>
    private async Task ServeTls()
    {
        try
        {
            while (true)
            {
                var client = await _tlsmgr.AcceptAsync();
                _ = Task.Run(() => AnswerTls(client));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test has ended.
        }
    }

    private static async Task AnswerTls(Socket client)
    {
        using (client)
        {
            var buffer = new byte[4096];
            await client.SendAsync("protocol\0tlsmgr_protocol\0\0"u8.ToArray());
            while (await client.ReceiveAsync(buffer) is > 0 and var count)
            {
                var isSeed = buffer.AsSpan(0, count).IndexOf("seed"u8) >= 0;
                await client.SendAsync(Encoding.ASCII.GetBytes(isSeed
                    ? $"status\0{0}\0seed\0{Convert.ToBase64String(new byte[32])}\0\0"
                    : $"status\0{0}\0cachable\0{0}\0timeout\0{3600}\0\0"));
            }
        }
    }
}
