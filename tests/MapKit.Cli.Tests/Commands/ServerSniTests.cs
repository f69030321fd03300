using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Commands;

/// <summary>The table of <c>tls_server_sni_maps</c>: its map holds what is in the files that its source names.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class ServerSniTests : IDisposable
{
    private readonly StatusFolder _folder = new();

    public ServerSniTests()
    {
        _folder.WriteMain("tls_server_sni_maps = hash:DIR/sni");
        _folder.Write("key", "key material\n");
        _folder.Write("sni", "mail.example.com DIR/key\n");
    }

    public void Dispose() => _folder.Dispose();

    [PeerFact("postmap")]
    public void A_server_sni_map_is_current_until_its_files_change()
    {
        Assert.Equal(0, Tool.Run("postmap", "-c", _folder.Path, "-F", "hash:" + _folder.FilePath("sni")).ExitCode);
        File.SetUnixFileMode(_folder.FilePath("sni.db"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.Equal((0, "ROLE  TYPE  SOURCE  MAP  ENTRIES  STATE\nserver_sni  hash  DIR/sni  DIR/sni.db  1  current\n", StatusFolder.NoMaster + "mapkit: 1 table, 0 to do\n"), _folder.Run());

        _folder.Write("key", "renewed\n");
        File.SetUnixFileMode(_folder.FilePath("sni.db"), (UnixFileMode)0b110_100_100);
        Assert.Equal(
            """
            ROLE  TYPE  SOURCE  MAP  ENTRIES  STATE
            server_sni  hash  DIR/sni  DIR/sni.db  1  stale: 1 changed
                named by tls_server_sni_maps (DIR/main.cf:6:23)
                every user can read the private keys in DIR/sni.db
                chmod 600 DIR/sni.db
                mapkit compile -F hash:DIR/sni

            """.ReplaceLineEndings("\n"),
            _folder.Run().Output);
        _folder.Run("--fix");
        Assert.Equal("renewed\n\n", Tool.Run("postmap", "-c", _folder.Path, "-F", "-q", "mail.example.com", "hash:" + _folder.FilePath("sni")).Output);
    }

    [Fact]
    public void A_server_sni_map_cannot_be_dumped_as_source()
    {
        _folder.Compile("hash", "sni", "-F");
        File.Delete(_folder.FilePath("sni"));
        File.SetUnixFileMode(_folder.FilePath("sni.db"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.Equal(
            "ROLE  TYPE  SOURCE  MAP  ENTRIES  STATE\nserver_sni  hash  -  DIR/sni.db  1  no source\n    named by tls_server_sni_maps (DIR/main.cf:6:23)\n",
            _folder.Run().Output);
    }

    [Theory]
    [InlineData(1, "-F")]
    [InlineData(1, "-c", "DIR")]
    [InlineData(0, "-f", "plain")]
    public void Compile_recognises_a_server_sni_table_by_option_and_configuration(int changed, params string[] options)
    {
        _folder.Compile("hash", "sni");
        Assert.Equal(changed, Compile([.. options, "--check"]).Status);
    }

    [Fact]
    public void Verify_compares_a_server_sni_map_with_the_option()
    {
        _folder.Compile("hash", "sni", "-F");
        Assert.Equal(0, CommandRun.Of("verify", "-F", "hash:" + _folder.FilePath("sni")).Status);
        Assert.Equal(1, CommandRun.Of("verify", "hash:" + _folder.FilePath("sni")).Status);
    }

    private CommandRun Compile(string[] options) =>
        CommandRun.Of(["compile", .. options.Select(option => option.Replace("DIR", _folder.Path, StringComparison.Ordinal)), "hash:" + _folder.FilePath("sni")]);
}
