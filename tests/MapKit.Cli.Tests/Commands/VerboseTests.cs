using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Commands;

/// <summary>-v says what was decided and why, on standard error; -q wins over it.</summary>
public sealed class VerboseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public VerboseTests()
    {
        _folder.Write("main.cf", $"transport_maps = lmdb:{_folder.File("routes")}\n");
        _folder.Write("routes", "example.com :\n");
        _folder.Write("other", "example.com x\n");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("compile -v -c DIR DIR/routes", "mapkit: configuration: DIR (-c)\nmapkit: DIR/routes: format transport (transport_maps in DIR/main.cf)\nmapkit: DIR/routes: type lmdb (main.cf)\n")]
    [InlineData("compile -v -c DIR hash:DIR/other", "mapkit: configuration: DIR (-c)\nmapkit: DIR/other: format plain (no other is known)\nmapkit: DIR/other: type hash (the operand)\n")]
    [InlineData("compile --verbose -c DIR -t hash,lmdb -f virtual DIR/other", "mapkit: configuration: DIR (-c)\nmapkit: DIR/other: format virtual (-f)\nmapkit: DIR/other: types hash, lmdb (-t)\n")]
    [InlineData("compile -q -v -c DIR DIR/routes", "")]
    [InlineData("compile -c DIR DIR/routes", "")]
    public void What_was_decided_is_said(string line, string expected)
    {
        var run = CommandRun.Of(line.Replace("DIR", _folder.Path, StringComparison.Ordinal).Split(' '));
        Assert.Equal((0, expected.Replace("DIR", _folder.Path, StringComparison.Ordinal)), (run.Status, run.Error));
    }

    [Fact]
    public void The_folder_of_the_environment_and_a_missing_main_cf_are_said()
    {
        var empty = Directory.CreateDirectory(_folder.File("empty")).FullName;
        var run = CommandRun.In(name => name switch { "MAIL_CONFIG" => empty, "PATH" => "", _ => null }, [], "compile", "-v", _folder.File("other"));
        Assert.Equal($"mapkit: configuration: {empty} (MAIL_CONFIG); there is no main.cf\nmapkit: {_folder.File("other")}: format plain (no other is known)\nmapkit: {_folder.File("other")}: type hash (the default type)\n", run.Error);
    }

    [Fact]
    public void A_check_of_a_configuration_names_the_format_of_every_table()
    {
        var run = CommandRun.Of("lint", "-v", "-c", _folder.Path);
        Assert.Contains($"mapkit: {_folder.File("routes")}: format transport (transport_maps in {_folder.File("main.cf")})\n", run.Error, StringComparison.Ordinal);
    }
}
