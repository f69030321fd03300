using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Commands.Options;

/// <summary>The format of a source where none is given: that of the parameter that names the table, else by the file's name.</summary>
public sealed class ConfiguredFormatTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ConfiguredFormatTests() => _folder.Write("main.cf", "transport_maps = hash:$config_directory/aliases.routes\n");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("compile")]
    [InlineData("lint")]
    public void The_folder_may_be_given_or_be_that_of_MAIL_CONFIG(string verb)
    {
        var source = _folder.Write("aliases.routes", "example.com smtp:[relay.example.net\n");
        Assert.DoesNotContain("MK2102", All(CommandRun.Of(verb, source)), StringComparison.Ordinal);
        Assert.Contains("MK2102", All(CommandRun.Of(verb, "-c", _folder.Path, source)), StringComparison.Ordinal);
        Assert.Contains("MK2102", All(CommandRun.In(name => name == "MAIL_CONFIG" ? _folder.Path : null, [], verb, source)), StringComparison.Ordinal);
        Assert.DoesNotContain("MK2102", All(CommandRun.Of(verb, "-c", _folder.Path, "-f", "plain", source)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("transport_maps = hash:$config_directory/routes\n")]
    [InlineData("transport_maps = hash:$config_directory/routes")]
    [InlineData("transport_maps = hash:$config_directory/other.routes, hash:$config_directory/routes, hash:$config_directory/third\n")]
    [InlineData("folder = $config_directory/\ntransport_maps = unionmap:{hash:${folder}routes}\n")]
    [InlineData("empty =\ntransport_maps = hash:$config_directory/routes$empty\n")]
    [InlineData("routes_class = smtp\nroutes/routes-maps = x\ntransport_maps = { hash:$config_directory/routes }, hash:$config_directory/routes\r\n")]
    public void A_table_is_found_however_its_name_is_written(string main)
    {
        _folder.Write("main.cf", main);
        var source = _folder.Write("routes", "example.com smtp:[relay.example.net\n");
        Assert.Contains("MK2102", All(CommandRun.In(name => name == "MAIL_CONFIG" ? _folder.Path : null, [], "compile", source)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("compile")]
    [InlineData("lint")]
    public void The_folder_may_be_a_relative_path(string verb)
    {
        _folder.Write("main.cf", "transport_maps = hash:$config_directory/routes\n");
        var source = _folder.Write("routes", "example.com smtp:[relay.example.net\n");
        var fromHere = Path.GetRelativePath(Environment.CurrentDirectory, _folder.Path);
        Assert.Contains("MK2102", All(CommandRun.Of(verb, "-c", fromHere, source)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_requested_folder_must_have_a_main_cf()
    {
        var source = _folder.Write("table", "a 1\n");
        var absent = _folder.File("absent");
        var run = CommandRun.Of("compile", "-c", absent, source);
        Assert.Equal((2, $"mapkit: error: -c {absent}: no such folder\n"), (run.Status, run.Error));
        Assert.Equal(0, CommandRun.In(name => name == "MAIL_CONFIG" ? absent : null, [], "compile", source).Status);
    }

    private static string All(CommandRun run) => run.Output + run.Error;
}
