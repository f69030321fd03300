using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Commands;

/// <summary>Links that another user has made to files of root, where root writes.</summary>
public sealed class ForeignLinkTests : IDisposable
{
    private const string Secret = "a b\n";

    private readonly TemporaryFolder _folder = new();
    private readonly string _secret;

    public ForeignLinkTests()
    {
        _secret = _folder.Write("secret", Secret);
        _folder.Write("source", "evil line\n");
        CommandRun.Of("compile", "-t", "hash", "-o", _folder.File("map.db"), _folder.File("source"));
        Directory.CreateDirectory(_folder.File("u"));
        Directory.CreateDirectory(_folder.File("etc"));
        File.Copy(_folder.File("map.db"), _folder.File("u/t.db"));
    }

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string> Writers => new()
    {
        { "u/out.lmdb", "convert --force DIR/u/t.db lmdb:DIR/u/out" },
        { "u/out.db", "convert --force DIR/u/t.db DIR/u/out.db" },
        { "u/tab", "set DIR/u/tab key value" },
        { "u/tab", "unset DIR/u/tab a" },
        { "u/tab", "rename DIR/u/tab a z" },
        { "u/out.db", "compile --force -t hash -o DIR/u/out.db DIR/source" },
        { "u/source.db", "compile --force hash:DIR/u/source" },
        { "u/source.db", "postmap hash:DIR/u/source" },
        { "u/source.db", "postmap -o hash:DIR/u/source" },
        { "u/source.lmdb", "postmap -i lmdb:DIR/u/source" },
        { "u/source.db", "postmap -d a hash:DIR/u/source" },
        { "u/source.cdb", "compile --force cdb:DIR/u/source" },
    };

    [RootTheory]
    [MemberData(nameof(Writers))]
    public void They_are_not_followed(string link, string command)
    {
        Prepare();
        File.CreateSymbolicLink(_folder.File(link), _secret);
        Own(_folder.File(link));
        Run(command);
        Assert.Equal(Secret, File.ReadAllText(_secret));
        Assert.NotNull(new FileInfo(_folder.File(link)).LinkTarget);
    }

    [RootTheory]
    [InlineData("set DIR/u/d/tab key value")]
    [InlineData("compile -t hash -o DIR/u/d/tab.db DIR/source")]
    [InlineData("convert DIR/map.db lmdb:DIR/u/d/tab")]
    public void Nor_is_a_link_to_a_folder(string command)
    {
        Prepare();
        _folder.Write("etc/tab", Secret);
        File.CreateSymbolicLink(_folder.File("u/d"), _folder.File("etc"));
        Own(_folder.File("u/d"));
        Assert.Contains("is a symbolic link of user 31337", Run(command), StringComparison.Ordinal);
        Assert.Equal(["tab"], Directory.GetFiles(_folder.File("etc")).Select(Path.GetFileName));
        Assert.Equal(Secret, File.ReadAllText(_folder.File("etc/tab")));
    }

    [RootFact]
    public void A_link_to_a_file_of_the_same_user_is()
    {
        Prepare();
        var real = _folder.Write("u/real", Secret);
        Own(real);
        File.CreateSymbolicLink(_folder.File("u/tab"), "real");
        Own(_folder.File("u/tab"));
        Assert.Equal(0, CommandRun.Of("set", _folder.File("u/tab"), "key", "value").Status);
        Assert.Equal(Secret + "key value\n", File.ReadAllText(real));
        Assert.Equal("31337 31337", Tool.Run("stat", "-c", "%u %g", real).Output.Trim());
    }

    [RootFact]
    public void A_table_of_another_user_in_a_folder_of_root_is_edited()
    {
        Assert.Equal(0, Tool.Run("chmod", "755", _folder.File("etc")).ExitCode);
        var table = _folder.Write("etc/table", Secret);
        Own(table);
        Assert.Equal(0, CommandRun.Of("set", table, "key", "value").Status);
        Assert.Equal("31337 31337", Tool.Run("stat", "-c", "%u %g", table).Output.Trim());
    }

    private void Prepare()
    {
        Assert.Equal(0, Tool.Run("chmod", "755", _folder.Path).ExitCode);
        Assert.Equal(0, Tool.Run("chmod", "600", _secret).ExitCode);
        _folder.Write("u/source", "a b\n");
        Assert.Equal(0, Tool.Run("chown", "-R", "31337:31337", _folder.File("u")).ExitCode);
    }

    private string Run(string command)
    {
        var run = CommandRun.With("x y\n"u8.ToArray(), command.Replace("DIR", _folder.Path, StringComparison.Ordinal).Split(' '));
        Assert.True(run.Status != 0, run.Output);
        return run.Error;
    }

    private static void Own(string path) => Assert.Equal(0, Tool.Run("chown", "-h", "31337:31337", path).ExitCode);
}
