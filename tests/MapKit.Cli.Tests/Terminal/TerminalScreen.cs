using System.Diagnostics;
using System.Globalization;
using System.Text;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Terminal;

/// <summary>A real terminal of a given size, in a tmux of its own, in a folder that the screen shows as /etc/postfix.</summary>
internal sealed class TerminalScreen : IDisposable
{
    private const string Shown = "/etc/postfix";
    private const string Prompt = "$ ";

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _programs = new();

    /// <summary>Opens the terminal with a shell.</summary>
    public TerminalScreen(int columns, int rows)
    {
        Directory.CreateDirectory(Folder);
        File.CreateSymbolicLink(_programs.File("mapkit"), Interruption.MapKitCommand.Line[0]);
        var shell = $"cd {Folder} && exec env -i HOME={Folder} PATH={_programs.Path}:/usr/sbin:/usr/bin:/bin MAIL_CONFIG={Folder} LC_ALL=C.UTF-8 TERM=screen-256color PS1='{Prompt}' sh";
        Tmux("new-session", "-d", "-x", Number(columns), "-y", Number(rows), shell);
        WaitFor(text => text.TrimEnd('\n') == Prompt.TrimEnd());
    }

    /// <summary>The folder of the shell. Its name is as long as the one that is shown, so that columns have the same width.</summary>
    public string Folder { get; } = $"/tmp/mk{Convert.ToHexString(Guid.NewGuid().ToByteArray())[..5]}";

    /// <summary>Whether all that was ever printed is still on the screen.</summary>
    public bool HasScrolled => Tmux("display-message", "-p", "#{history_size}").Trim() != "0";

    /// <summary>Whether a line was wider than the terminal and goes on in the next one.</summary>
    public bool HasWrapped => Captured() != Captured("-J");

    /// <summary>Whether a program has switched the keys of the terminal to another mode: a shell then reads other bytes for them.</summary>
    public bool HasOtherKeys => Tmux("display-message", "-p", "#{keypad_cursor_flag}#{keypad_flag}").Trim() != "00";

    /// <summary>The screen, without the folder's real name.</summary>
    public string Text => Captured().TrimEnd('\n').Replace(Folder, Shown, StringComparison.Ordinal) + "\n";

    public void Dispose()
    {
        Tmux("kill-server");
        Directory.Delete(Folder, recursive: true);
        _programs.Dispose();
    }

    /// <summary>Writes a file into the folder.</summary>
    public void Write(string name, string text) => File.WriteAllText(Path.Join(Folder, name), text.Replace(Shown, Folder, StringComparison.Ordinal));

    /// <summary>Types a command line after an empty screen, without waiting for its end.</summary>
    public void Type(string line)
    {
        if (Captured().TrimEnd('\n') != Prompt.TrimEnd())
        {
            Tmux("send-keys", "clear", "Enter");
            WaitFor(text => text.TrimEnd('\n') == Prompt.TrimEnd());
        }

        Tmux("clear-history");
        Tmux("send-keys", "-l", line);
        Tmux("send-keys", "Enter");
    }

    /// <summary>Types a line and the enter key, whatever is on the screen.</summary>
    public void TypeKeys(string line)
    {
        TypeWithoutEnter(line);
        Tmux("send-keys", "Enter");
    }

    /// <summary>Types keys.</summary>
    public void TypeWithoutEnter(string keys) => Tmux("send-keys", "-l", keys);

    /// <summary>Runs a command line to its end.</summary>
    public void Run(string line)
    {
        Type(line);
        WaitFor(IsAtPrompt);
    }

    /// <summary>Waits until the command has ended.</summary>
    public void WaitForPrompt() => WaitFor(IsAtPrompt);

    /// <summary>Waits until the screen is as wanted.</summary>
    /// <exception cref="TimeoutException">It never was.</exception>
    public void WaitFor(Func<string, bool> isWanted)
    {
        var clock = Stopwatch.StartNew();
        while (!isWanted(Captured()))
        {
            if (clock.Elapsed > LongestWait) throw new TimeoutException(Captured());
            Thread.Sleep(20);
        }
    }

    private static bool IsAtPrompt(string text) => text.TrimEnd('\n').Split('\n') is { Length: > 1 } lines && lines[^1] == Prompt.TrimEnd();

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    // Without trailing spaces, which capture-pane -J keeps.
    private string Captured(params string[] options) => string.Join('\n', Tmux(["capture-pane", "-p", .. options]).Split('\n').Select(line => line.TrimEnd()));

    private string Tmux(params string[] words)
    {
        var run = Tool.Run("tmux", ["-S", _programs.File("socket"), "-f", "/dev/null", .. words]);
        Assert.True(run.ExitCode == 0, run.Error);
        return Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(run.Output));
    }
}
