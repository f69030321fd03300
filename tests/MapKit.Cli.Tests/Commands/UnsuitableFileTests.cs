using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Commands;

/// <summary>Operands that are no tables, and outputs that would replace something else.</summary>
public sealed class UnsuitableFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("compile", "")]
    [InlineData("compile", "hash:")]
    [InlineData("compile", "-t", "hash", "-o", "", "T")]
    [InlineData("lint", "")]
    [InlineData("diff", "", "")]
    [InlineData("convert", "T.db", "lmdb:")]
    [InlineData("verify", "--salvage", "", "T.db")]
    [InlineData("dump", "")]
    [InlineData("query", "a", "")]
    [InlineData("set", "", "a", "b")]
    [InlineData("fmt", "")]
    [InlineData("info", "")]
    [InlineData("test", "")]
    [InlineData("crosscheck", "")]
    public void An_empty_name_is_an_error_and_no_bug(params string[] arguments)
    {
        var table = _folder.Write("t", "a b\n");
        CommandRun.Of("compile", "hash:" + table);
        var run = CommandRun.Of([.. arguments.Select(argument => argument.Replace("T", table, StringComparison.Ordinal))]);
        Assert.Equal(2, run.Status);
        Assert.StartsWith("mapkit: error: ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("bug in MapKit", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lint", "/dev/zero")]
    [InlineData("compile", "hash:/dev/zero")]
    [InlineData("test", "/dev/zero")]
    [InlineData("crosscheck", "hash:/dev/zero")]
    [InlineData("verify", "T.db", "--source", "/dev/zero")]
    [InlineData("explain", "transport", "a@example.com", "texthash:/dev/zero")]
    [InlineData("explain", "transport", "a@example.com", "regexp:/dev/zero")]
    public void A_device_without_an_end_is_refused(params string[] arguments)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the device is known on Linux");
        var table = _folder.Write("t", "a b\n");
        CommandRun.Of("compile", "hash:" + table);
        var run = CommandRun.Of([.. arguments.Select(argument => argument.Replace("T", table, StringComparison.Ordinal))]);
        Assert.Equal(2, run.Status);
        Assert.Contains("/dev/zero: is a device, not a file", run.Output + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_does_not_replace_the_expectations()
    {
        var expectations = _folder.Write("expected", "transport a@example.com -> not found\n");
        var run = CommandRun.Of("test", "-c", _folder.Path, expectations, "--junit", expectations);
        Assert.Equal(2, run.Status);
        Assert.Equal("transport a@example.com -> not found\n", File.ReadAllText(expectations));
    }

    [Theory]
    [InlineData("dump", "inline:{a=hunter2}")]
    [InlineData("lint", "static:user:hunter2")]
    [InlineData("diff", "inline:{a=hunter2}", "inline:{b=hunter2}")]
    public void The_content_in_the_name_of_a_table_is_not_repeated(params string[] arguments)
    {
        var run = CommandRun.Of(arguments);
        Assert.Equal(2, run.Status);
        Assert.DoesNotContain("hunter2", run.Output + run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("regexp:{{/(a/ u:hunter2}, {bad hunter2}}")]
    [InlineData("regexp:{{/a/ u:hunter2}, {/(hunter2/ x}, {/b/ $7hunter2}}")]
    [InlineData("cidr:{{192.0.2.1/99 u:hunter2}, {hunter2}}")]
    public void Rules_in_a_credential_parameter_are_not_quoted(string table)
    {
        _folder.Write("main.cf", $"smtp_sasl_password_maps = {table}\n");
        foreach (var arguments in (string[][])[["explain", "sasl_passwd", "a@example.com"], ["explain", "delivery", "a@example.com"], ["status"]])
        {
            var run = CommandRun.Of([.. arguments, "-c", _folder.Path]);
            Assert.NotEmpty(run.Output + run.Error);
            Assert.DoesNotContain("hunter2", run.Output + run.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void Credentials_from_standard_input_make_a_map_that_only_its_owner_can_read()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "modes are those of Unix");
        var map = _folder.File("map.db");
        Assert.Equal(0, CommandRun.With("relay.example user:hunter2\n"u8.ToArray(), "compile", "-f", "sasl_passwd", "-t", "hash", "-o", map, "-").Status);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(map));
    }

    /// <summary>An administrator who comments a line in and out still has both files.</summary>
    [Fact]
    public void A_credential_table_of_a_replaced_setting_is_secret()
    {
        var table = _folder.Write("relay_auth", "relay.example user:hunter2\n");
        _folder.Write("main.cf", $"smtp_sasl_password_maps = hash:{table}\nsmtp_sasl_password_maps = hash:{_folder.File("other")}\n");
        CommandRun.Of("compile", "hash:" + table);
        foreach (var arguments in (string[][])[["dump", table + ".db"], ["query", "relay.example", "hash:" + table], ["diff", table, "hash:" + table]])
            Assert.DoesNotContain("hunter2", CommandRun.Of([.. arguments, "-c", _folder.Path]).Output, StringComparison.Ordinal);
    }
}
