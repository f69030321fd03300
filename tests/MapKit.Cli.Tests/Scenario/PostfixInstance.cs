using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using System.Text;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Scenario;

/// <summary>
/// A whole mail system of the test's own: configuration, queue, data and log are in one temporary folder, it listens on no port of its own accord,
/// and it goes with the test. The machine's own Postfix, its mailboxes and its log are not touched.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed class PostfixInstance : IDisposable
{
    /// <summary>Ends the mail system by itself where a killed test run could not (master -e).</summary>
    private const int LongestLifeInSeconds = 300;

    private const UnixFileMode ReadableByAll =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    /// <summary>Where Postfix is installed and whom it runs as: what this instance shares with the machine's.</summary>
    private static readonly string[] InstallationParameters =
        ["command_directory", "daemon_directory", "mail_owner", "meta_directory", "setgid_group", "shlib_directory"];

    private static readonly string[] Services =
    [
        // service type private unprivileged chroot wakeup processes command
        "pickup  unix       n - n 60   1 pickup",
        "cleanup unix       n - n -    0 cleanup",
        "qmgr    unix       n - n 300  1 qmgr",
        "rewrite unix       - - n -    - trivial-rewrite",
        "tlsmgr  unix       - - n 1000? 1 tlsmgr",
        "bounce  unix       - - n -    0 bounce",
        "defer   unix       - - n -    0 bounce",
        "trace   unix       - - n -    0 bounce",
        "error   unix       - - n -    - error",
        "retry   unix       - - n -    - error",
        "smtp    unix       - - n -    - smtp",
        "local   unix       - n n -    - local",
        "postlog unix-dgram n - n -    1 postlogd",
    ];

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _installation;
    private bool _isStarted;

    /// <summary>Makes its folders.</summary>
    /// <param name="commandDirectory">A folder of commands to use instead of the installed one.</param>
    public PostfixInstance(string? commandDirectory = null)
    {
        // The daemons run as another user, who must get through to the tables and the queue.
        File.SetUnixFileMode(_folder.Path, ReadableByAll);
        foreach (var name in (string[])[ConfigurationFolder, QueueFolder, DataFolder, _folder.File("mail")])
            File.SetUnixFileMode(Directory.CreateDirectory(name).FullName, ReadableByAll);

        _installation = Run("postconf", InstallationParameters).Output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(" = ", 2))
            .ToDictionary(parts => parts[0], parts => parts[1]);
        if (commandDirectory is not null) _installation["command_directory"] = commandDirectory;
        Run("chown", _installation["mail_owner"], DataFolder);
    }

    /// <summary>The folder with main.cf, master.cf and the tables.</summary>
    public string ConfigurationFolder => _folder.File("etc");

    /// <summary>All that the mail system has logged.</summary>
    public string Log => File.Exists(LogFile) ? File.ReadAllText(LogFile, Encoding.Latin1) : "(nothing logged)";

    /// <summary>The socket of a private service of master.cf.</summary>
    public string ServiceSocket(string name) => Path.Combine(QueueFolder, "private", name);

    /// <summary>Whether no message waits or is on its way. One that has just been handed over is there already.</summary>
    public bool QueueIsEmpty => ((string[])["maildrop", "incoming", "active", "deferred"])
        .All(name => !Directory.EnumerateFiles(Path.Combine(QueueFolder, name), "*", SearchOption.AllDirectories).Any());

    private string QueueFolder => _folder.File("queue");

    private string DataFolder => _folder.File("data");

    private string LogFile => _folder.File("log");

    /// <summary>Writes a table's source, readable by root alone, and returns its path.</summary>
    public string WriteTable(string name, string content)
    {
        var path = _folder.Write(Path.Combine("etc", name), content);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }

    /// <summary>An empty file, in a folder of its own, that a mail system without privileges may lock and append mail to.</summary>
    public string CreateMailFile()
    {
        var folder = Directory.CreateDirectory(_folder.File("delivered"));
        File.SetUnixFileMode(folder.FullName, ReadableByAll | UnixFileMode.OtherWrite);
        var path = _folder.Write("delivered/inbox", "");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite);
        return path;
    }

    /// <summary>Writes main.cf: these lines after the ones that keep the instance to itself.</summary>
    /// <param name="settings">The lines.</param>
    /// <param name="services">Lines of master.cf beside those that every instance has.</param>
    public void Configure(string settings, params string[] services)
    {
        _folder.Write("etc/master.cf", string.Join('\n', [.. Services, .. services]) + "\n");
        var main = _folder.Write("etc/main.cf", $"""
            compatibility_level = 3.6
            {string.Join('\n', _installation.Select(parameter => $"{parameter.Key} = {parameter.Value}"))}
            queue_directory = {QueueFolder}
            data_directory = {DataFolder}
            maillog_file = {LogFile}
            maillog_file_prefixes = {_folder.Path}
            mail_spool_directory = {_folder.File("mail")}
            forward_path =
            inet_interfaces = loopback-only
            inet_protocols = ipv4
            smtp_connection_cache_on_demand = no
            fast_flush_domains =
            {settings}

            """);

        // Postfix's commands wait until main.cf has not just been written.
        File.SetLastWriteTimeUtc(main, DateTime.UtcNow.AddMinutes(-1));
    }

    public void Start()
    {
        // Makes the folders of the queue.
        Run("postfix", "-c", ConfigurationFolder, "check");
        _isStarted = true;
        Run(
            Path.Combine(_installation["daemon_directory"], "master"),
            "-c", ConfigurationFolder, "-w", "-e", LongestLifeInSeconds.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Hands a message to the mail system as root's mail command does.</summary>
    public void Send(string recipient, string subject, string text)
    {
        var result = Tool.Run(
            Path.Combine(_installation["command_directory"], "sendmail"),
            ["-C", ConfigurationFolder, "-i", recipient],
            Encoding.Latin1.GetBytes($"To: {recipient}\nSubject: {subject}\n\n{text}\n"),
            null);
        Assert.True(result.ExitCode == 0, $"sendmail: {result.Error}");
    }

    /// <summary>Looks until it is so; after too long it fails.</summary>
    public static void WaitUntil(Func<bool> isSo, string what)
    {
        var waited = Stopwatch.StartNew();
        while (!isSo())
        {
            if (waited.Elapsed > Patience) Assert.Fail($"waited in vain until {what}");
            Thread.Sleep(BetweenLooks);
        }
    }

    public void Dispose()
    {
        try
        {
            // It waits for the master process, whose end takes the others with it, and kills it after five seconds.
            if (_isStarted) Tool.Run("postfix", "-c", ConfigurationFolder, "stop");
        }
        finally
        {
            _folder.Dispose();
        }
    }

    private static ToolResult Run(string program, params string[] arguments)
    {
        var result = Tool.Run(program, arguments);
        Assert.True(result.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {result.Output}{result.Error}");
        return result;
    }
}
