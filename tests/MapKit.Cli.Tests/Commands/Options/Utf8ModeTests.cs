using System.Text;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Commands.Options;

/// <summary><c>smtputf8_enable</c> of main.cf decides how keys are folded and which lines count, as for postmap.</summary>
public sealed class Utf8ModeTests : IDisposable
{
    // An upper-case A umlaut in UTF-8, and a text in Latin-1, which is no UTF-8.
    private static readonly byte[] Text = Encoding.Latin1.GetBytes("\u00C3\u0084B one\nlatin REJECT caf\u00E9\n");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PeerTheory("postmap")]
    [InlineData("smtputf8_enable = no\n", "\u00C3\u0084b\tone\nlatin\tREJECT caf\u00E9\n")]
    [InlineData("smtputf8_enable = yes\n", "\u00C3\u00A4b\tone\n")]
    [InlineData("", "\u00C3\u00A4b\tone\n")]
    [InlineData("mode = no\nsmtputf8_enable = ${mode}\n", "\u00C3\u0084b\tone\nlatin\tREJECT caf\u00E9\n")]
    public void Compile_follows_main_cf_as_postmap_does(string settings, string records)
    {
        var configuration = PostfixConfiguration.Write(_folder.File("etc"), settings);
        var source = _folder.Write("access", Text);
        Tool.Run("postmap", "-c", configuration, "cdb:" + source);
        var expected = File.ReadAllBytes(source + ".cdb");
        Assert.Equal(records, CommandRun.Of("dump", source + ".cdb").Output);

        File.Delete(source + ".cdb");
        CommandRun.Of("compile", "-c", configuration, "cdb:" + source);
        Assert.Equal(expected, File.ReadAllBytes(source + ".cdb"));

        File.Delete(source + ".cdb");
        With(configuration, "compile", "cdb:" + source);
        Assert.Equal(expected, File.ReadAllBytes(source + ".cdb"));
        Assert.Equal(0, With(configuration, "verify", source + ".cdb").Status);
        Assert.Equal("one\n", With(configuration, "query", "\u00C4B", source + ".cdb").Output);
        Assert.Equal(0, With(configuration, "diff", source, source + ".cdb").Status);
    }

    [Fact]
    public void Lint_and_edits_follow_main_cf()
    {
        var configuration = PostfixConfiguration.Write(_folder.File("etc"), "smtputf8_enable = no\n");
        var source = _folder.Write("access", Text);
        Assert.Contains("MK1002", CommandRun.Of("lint", source).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("MK1002", With(configuration, "lint", source).Output, StringComparison.Ordinal);
        Assert.Equal(0, With(configuration, "set", source, "\u00C4B", "two").Status);
        Assert.Equal("\u00C3\u0084B two\nlatin REJECT caf\u00E9\n", Encoding.Latin1.GetString(File.ReadAllBytes(source)));
        Assert.Equal(0, With(configuration, "set", source, "\u00E4b", "three").Status);
        Assert.EndsWith("\n\u00C3\u00A4b three\n", Encoding.Latin1.GetString(File.ReadAllBytes(source)), StringComparison.Ordinal);
    }

    [Fact]
    public void An_option_turns_UTF_8_mode_off_and_none_turns_it_on()
    {
        var source = _folder.Write("access", Text);
        CommandRun.Of("compile", "--no-utf8", "cdb:" + source);
        Assert.Equal("\u00C3\u0084b\tone\nlatin\tREJECT caf\u00E9\n", CommandRun.Of("dump", source + ".cdb").Output);
    }

    [Fact]
    public void An_unreadable_main_cf_is_an_error_only_if_it_was_requested()
    {
        var configuration = PostfixConfiguration.Write(_folder.File("etc"), "smtputf8_enable = perhaps\n");
        var source = _folder.Write("access", "a b\n");
        var asked = CommandRun.Of("compile", "-c", configuration, "cdb:" + source);
        Assert.Equal(2, asked.Status);
        Assert.Contains("main.cf", asked.Error, StringComparison.Ordinal);
        Assert.Equal(0, With(configuration, "compile", "cdb:" + source).Status);
    }

    private static CommandRun With(string configuration, params string[] arguments) =>
        CommandRun.In(name => name == "MAIL_CONFIG" ? configuration : null, [], arguments);
}
