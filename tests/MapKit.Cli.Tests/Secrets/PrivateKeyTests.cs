using System.Text;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Secrets;

/// <summary>The map of <c>tls_server_sni_maps</c> holds private keys: who may read it, and that nothing prints them.</summary>
public sealed class PrivateKeyTests : IDisposable
{
    private const string Key = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("644", "600", "600")]
    [InlineData("644", "640", "640")]
    [InlineData("600", "644", "600")]
    [InlineData("644", "644", "644")]
    public void The_map_is_no_more_readable_than_the_least_readable_file_in_it(string ofSource, string ofKey, string expected)
    {
        if (OperatingSystem.IsWindows()) return;
        var certificate = _folder.Write("certificate", "-----BEGIN CERTIFICATE-----\n");
        var key = _folder.Write("key", Key);
        var source = _folder.Write("sni", $"mail.example.com {key} {certificate}\n");
        Mode(source, ofSource);
        Mode(key, ofKey);
        Assert.Equal(0, CommandRun.Of("postmap", "-F", "hash:" + source).Status);
        Assert.Equal(expected, Tool.Run("stat", "-c", "%a", source + ".db").Output.Trim());

        // A map that is there is narrowed.
        Mode(source + ".db", "644");
        Assert.Equal(0, CommandRun.Of("postmap", "-F", "hash:" + source).Status);
        Assert.Equal(expected == "644" ? "644" : Narrowed(ofKey), Tool.Run("stat", "-c", "%a", source + ".db").Output.Trim());
        File.Delete(source + ".db");
        Assert.Equal(0, CommandRun.With(File.ReadAllBytes(source), "postmap", "-F", "-i", "hash:" + source).Status);
        Assert.Equal(Narrowed(ofKey), Tool.Run("stat", "-c", "%a", source + ".db").Output.Trim());
        File.Delete(source + ".db");
        Assert.Equal(0, CommandRun.Of("compile", "-F", "hash:" + source).Status);
        Assert.Equal("600", Tool.Run("stat", "-c", "%a", source + ".db").Output.Trim());

        static string Narrowed(string key) => key;
    }

    [RootFact]
    public void Files_are_opened_with_the_rights_of_the_owner_of_the_table()
    {
        Assert.Equal(0, Tool.Run("chmod", "755", _folder.Path).ExitCode);
        var key = _folder.Write("key", Key);
        Mode(key, "600");
        Directory.CreateDirectory(_folder.File("u"));
        var source = _folder.Write("u/sni", $"mail.example.com {key}\n");
        Assert.Equal(0, Tool.Run("chown", "-R", "31337", _folder.File("u")).ExitCode);
        foreach (var command in new[] { new[] { "compile", "-F", "hash:" + source }, ["postmap", "-F", "hash:" + source] })
        {
            var run = CommandRun.Of(command);
            Assert.Contains("Permission denied", run.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("LS0tLS1CRUdJTi", Encoding.Latin1.GetString(File.ReadAllBytes(source + ".db")), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("Bag Attributes: none\n")]
    public void Keys_are_hidden_without_any_configuration(string before)
    {
        var key = _folder.Write("key", before + Key);
        var source = _folder.Write("names", $"mail.example.com {key}\nplain.example.com {_folder.Write("plain", "text")}\n");
        Assert.Equal(0, CommandRun.Of("compile", "-F", "hash:" + source).Status);
        var map = source + ".db";
        var encoded = Convert.ToBase64String(Encoding.ASCII.GetBytes(before + Key));
        string[][] commands =
        [
            ["dump", map], ["dump", "--json", map], ["dump", "--raw", map], ["dump", "--as", "source", map],
            ["query", "mail.example.com", map], ["diff", map, _folder.Write("empty", "")], ["diff", "--json", map, _folder.Write("empty", "")],
            ["verify", "--source", _folder.Write("empty", ""), map], ["verify", "--json", "--source", _folder.Write("empty", ""), map],
        ];
        foreach (var command in commands)
        {
            var run = CommandRun.Of(command);
            Assert.DoesNotContain(encoded[..16], run.Output + run.Error, StringComparison.Ordinal);
        }

        Assert.Contains("****", CommandRun.Of("dump", map).Output, StringComparison.Ordinal);
        Assert.Contains("plain.example.com\tdGV4dA==", CommandRun.Of("dump", map).Output, StringComparison.Ordinal);
        Assert.Contains(encoded, CommandRun.Of("dump", "--show-secrets", map).Output, StringComparison.Ordinal);
        Assert.Contains(encoded, CommandRun.Of("query", "--show-secrets", "mail.example.com", map).Output, StringComparison.Ordinal);
    }

    [RootTheory]
    [InlineData("644", "644", "600")]
    [InlineData("644", null, "600")]
    [InlineData("640", "644", "640")]
    [InlineData("640", "600", "600")]
    public void A_converted_map_of_keys_is_for_its_owner_alone_if_everyone_could_read_the_old_one(string ofMap, string? ofSource, string expected)
    {
        var source = _folder.Write("sni", $"mail.example.com {_folder.Write("key", Key)}\n");
        Assert.Equal(0, CommandRun.Of("compile", "-F", "hash:" + source).Status);
        Mode(source + ".db", ofMap);
        if (ofSource is null) File.Delete(source);
        else Mode(source, ofSource);
        Assert.Equal(0, CommandRun.Of("convert", source + ".db", "lmdb:" + source).Status);
        Assert.Equal(expected, Tool.Run("stat", "-c", "%a", source + ".lmdb").Output.Trim());
    }

    private static void Mode(string path, string digits) => Assert.Equal(0, Tool.Run("chmod", digits, path).ExitCode);
}
