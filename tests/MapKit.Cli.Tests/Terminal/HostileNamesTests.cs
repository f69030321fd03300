using System.Runtime.Versioning;
using System.Text;
using MapKit.Cli.Rendering;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Terminal;

/// <summary>Control characters of file names and records on a terminal.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class HostileNamesTests
{
    private const string Hostile = "\e[2J\e]0;title\a\r\e[8mhidden\u009B5n";

    [Theory]
    [InlineData("plain\ttext\n", "plain\ttext\n")]
    [InlineData("\e[91mred\e[0m \e[1;31mbold\e[m", "\e[91mred\e[0m \e[1;31mbold\e[m")]
    [InlineData("\e[2J\e]0;x\a", "\\x1B[2J\\x1B]0;x\\x07")]
    [InlineData("\e[8mx\e[1;8mx\e[38", "\\x1B[8mx\\x1B[1;8mx\\x1B[38")]
    [InlineData("a\rb\bc\x7F\0", "a\\x0Db\\x08c\\x7F\\x00")]
    [InlineData("\u009B5n é€\u00A0", "\\xC2\\x9B5n é€\u00A0")]
    public void Control_characters_are_shown_and_colours_are_kept(string text, string shown)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Assert.Equal(text.All(letter => !char.IsControl(letter) || letter is '\n' or '\t'), TerminalBytes.AreSafe(bytes));
        Assert.Equal(shown, Encoding.UTF8.GetString(TerminalBytes.Shown(bytes)));
    }

    [Theory]
    [InlineData("compile", "")]
    [InlineData("lint", "")]
    [InlineData("fmt --check", "")]
    [InlineData("fmt --diff", "")]
    [InlineData("dump", ".db")]
    [InlineData("dump --as source", ".db")]
    [InlineData("info", ".db")]
    [InlineData("verify", ".db")]
    [InlineData("diff", ".db")]
    [InlineData("query x", ".db")]
    [InlineData("status", "/")]
    [InlineData("lint", "/")]
    public void No_verb_sends_them_to_a_terminal(string verb, string operand)
    {
        using var folder = new TemporaryFolder();
        var name = folder.File($"tr{Hostile.Replace('/', '.')}ansport");
        folder.Write(Path.GetFileName(name), $"x\t{Hostile.Replace("\r", "", StringComparison.Ordinal)}\nx y\n{Hostile}\n");
        Assert.Equal(0, CommandRun.Of("compile", "-q", name).Status);
        folder.Write("main.cf", $"transport_maps = hash:{name}\nvirtual_alias_maps = hash:{name}x\n");
        folder.Write("master.cf", "");
        string[] operands = operand == "/" ? ["-c", folder.Path] : verb == "diff" ? [name, name + ".db"] : [name + operand];

        using var output = new MemoryStream();
        using var error = new MemoryStream();
        using (var environment = new CommandEnvironment(Stream.Null, output, error, true, true, static _ => null)) InProcess.Run(environment, [.. verb.Split(' '), .. operands]);
        var text = Encoding.UTF8.GetString(output.ToArray()) + Encoding.UTF8.GetString(error.ToArray());
        Assert.Contains("\\x1B[2J", text, StringComparison.Ordinal);
        foreach (var sequence in new[] { "\e[2J", "\e]", "\a", "\r", "\e[8m", "\u009B" }) Assert.DoesNotContain(sequence, text, StringComparison.Ordinal);
    }
}
