using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Commands.Options;

/// <summary>The type of a map where none is given.</summary>
public sealed class DefaultMapTypeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _source;

    public DefaultMapTypeTests() => _source = _folder.Write("table", "a 1\n");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("default_database_type = lmdb\n", "table.lmdb")]
    [InlineData("kind = cdb\ndefault_database_type = $kind\n", "table.cdb")]
    public void The_default_type_is_that_of_main_cf(string main, string map)
    {
        _folder.Write("main.cf", main);
        Assert.Equal(0, CommandRun.Of("compile", "-c", _folder.Path, _source).Status);
        Assert.True(File.Exists(_folder.File(map)));
        File.Delete(_folder.File(map));
        Assert.Equal(0, Run(_folder.Path, "", _source).Status);
        Assert.True(File.Exists(_folder.File(map)));
    }

    [Fact]
    public void Without_a_setting_the_default_type_is_that_of_the_installed_Postfix_else_hash()
    {
        _folder.Write("main.cf", "myhostname = mail.example.com\n");
        var programs = Directory.CreateDirectory(_folder.File("bin")).FullName;
        var postconf = _folder.Write("bin/postconf", "#!/bin/sh\n[ \"$*\" = \"-d -h default_database_type\" ] && echo btree\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(postconf, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Assert.StartsWith($"{_source}.db: written (btree,", Run(_folder.Path, programs, _source).Output, StringComparison.Ordinal);
        Assert.StartsWith($"{_source}.db: written (hash,", Run(_folder.Path, "", _source).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_default_type_that_cannot_be_built_is_an_error_unless_a_type_is_given()
    {
        _folder.Write("main.cf", "default_database_type = sdbm\n");
        var run = Run(_folder.Path, "", _source);
        Assert.Equal((2, "mapkit: error: default_database_type is sdbm; mapkit builds hash, btree, lmdb, cdb: give one with -t\n"), (run.Status, run.Error));
        Assert.Equal(0, Run(_folder.Path, "", "lmdb:" + _source).Status);
        Assert.Equal(0, Run(_folder.Path, "", "-t", "cdb", _source).Status);
    }

    [Fact]
    public void An_invalid_main_cf_is_ignored_unless_it_is_requested()
    {
        _folder.Write("main.cf", "what is this\n");
        Assert.Equal(0, Run(_folder.Path, "", _source).Status);
        Assert.Equal(2, CommandRun.Of("compile", "-c", _folder.Path, _source).Status);
    }

    private static CommandRun Run(string configuration, string path, params string[] arguments) => CommandRun.In(
        name => name switch { "MAIL_CONFIG" => configuration, "PATH" => path, _ => null }, [], ["compile", .. arguments]);
}
