using System.Text;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Commands;

/// <summary>An error names the next thing to type.</summary>
public sealed class NextCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string, string> ForeignFiles => new()
    {
        { "SQLite format 3\0rows", "the file is an SQLite database", "Postfix reads it through a sqlite: table, whose name is a file with the settings" },
        { "\u00A1\u0002\u008B\rskiplist file\0\0\0", "the file is a database of Cyrus", "cyr_dbtool shows its records" },
        { "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", "the file is a pointer of Git LFS", "run git lfs pull in the repository before the file is installed" },
        { "\0GITCRYPT\0xxxxxx", "the file is encrypted by git-crypt", "run git-crypt unlock in the repository before the file is installed" },
        { "\u001F\u008B\b\0xxxxxx", "the file is compressed by gzip", "unpack it: gunzip" },
        { "(\u00B5/\u00FDxxxxxx", "the file is compressed by zstd", "unpack it: unzstd" },
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_type_without_a_name() =>
        Assert.StartsWith("mapkit: error: hash:: the name of a table is empty; it follows the colon without a space: hash:NAME\n", CommandRun.Of("compile", "hash:", "transport").Error, StringComparison.Ordinal);

    [Fact]
    public void Key_and_table_are_swapped()
    {
        var table = _folder.Write("transport", "example.com smtp:\n");
        CommandRun.Of("compile", "-t", "hash", table);
        Assert.Equal(
            (2, $"mapkit: error: example.com: no such table; the key comes first: mapkit query example.com hash:{table}\n"), StatusAndError("query", "hash:" + table, "example.com"));
        Assert.Equal((0, ""), StatusAndError("query", "example.com", "hash:" + table));
    }

    [Fact]
    public void A_key_that_is_also_the_name_of_a_source_is_not_swapped()
    {
        var source = _folder.Write("x", "a b\n");
        var missing = _folder.File("missing");
        Assert.Equal((2, $"mapkit: error: {missing}.db: no such file\n"), StatusAndError("query", source, missing));
    }

    [Fact]
    public void A_table_of_OpenDKIM_is_no_map()
    {
        var table = _folder.Write("KeyTable", "k._domainkey.example.com example.com:k:/etc/k.private\n");
        Assert.Equal((2, $"mapkit: error: {table}: is a table of OpenDKIM, which reads it itself; Postfix does not\n"), StatusAndError("query", "x", table));
    }

    [Fact]
    public void A_folder_without_a_configuration() =>
        Assert.StartsWith($"mapkit: error: {_folder.Path}: is a directory without main.cf; give a folder of Postfix's configuration, or tables in it\n", CommandRun.Of("lint", _folder.Path).Error, StringComparison.Ordinal);

    [Theory]
    [InlineData("status")]
    [InlineData("lint")]
    [InlineData("dump")]
    public void A_file_in_the_place_of_the_folder_of_main_cf(string verb)
    {
        var main = _folder.Write("main.cf", "compatibility_level = 3.6\n");
        var table = _folder.Write("virtual", "a b\n");
        CommandRun.Of("compile", "-t", "hash", table);
        string[] line = verb == "dump" ? [verb, "-c", main, table + ".db"] : [verb, "-c", main];
        Assert.Equal((2, $"mapkit: error: -c {main}: names a file; give its folder: -c {_folder.Path}\n"), StatusAndError(line));
    }

    [Theory]
    [MemberData(nameof(ForeignFiles))]
    public void A_file_of_another_program(string content, string what, string help)
    {
        var path = _folder.Write("table", Encoding.Latin1.GetBytes(content));
        Assert.Equal((2, $"mapkit: error: {path}: {what}, so it is not a table; {help} (--force compiles it)\n"), StatusAndError("compile", path));
        foreach (var verb in new[] { "info", "dump", "verify" }) Assert.Equal((2, $"mapkit: error: {path}: not a map: {what}; {help}\n"), StatusAndError(verb, path));
        var lint = CommandRun.Of("lint", path);
        Assert.Equal(1, lint.Status);
        Assert.Contains($"{what}; ", lint.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("KeyTable")]
    [InlineData("SigningTable")]
    public void A_table_of_OpenDKIM(string name)
    {
        var path = _folder.Write(name, "mail._domainkey.example.com example.com:mail:/etc/opendkim/keys/mail.private\n");
        Assert.Equal((2, $"mapkit: error: {path}: is a table of OpenDKIM, which reads it itself; Postfix does not (--force compiles it)\n"), StatusAndError("compile", path));
    }

    private static (int Status, string Error) StatusAndError(params string[] line)
    {
        var run = CommandRun.Of(line);
        return (run.Status, run.Error);
    }
}
