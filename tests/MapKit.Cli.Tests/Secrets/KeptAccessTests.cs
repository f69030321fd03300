using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Secrets;

/// <summary>Who may read a file before and after it is replaced: owner, mode, access control list and attributes stay.</summary>
public sealed class KeptAccessTests : IDisposable
{
    private const string Passwords = "[relay.example.net]:587 user:hunter2\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string> Writers
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (type, suffix) in new[] { ("hash", "db"), ("btree", "db"), ("lmdb", "lmdb"), ("cdb", "cdb") })
            {
                data.Add("sasl_passwd." + suffix, $"compile {type}:DIR/sasl_passwd");
                data.Add("sasl_passwd." + suffix, $"compile -t {type} -o DIR/sasl_passwd.{suffix} DIR/sasl_passwd");
                data.Add("sasl_passwd." + suffix, $"convert DIR/other.db {type}:DIR/sasl_passwd");
                if (type == "cdb") continue;
                data.Add("sasl_passwd." + suffix, $"postmap {type}:DIR/sasl_passwd");
                data.Add("sasl_passwd." + suffix, $"postmap -r {type}:DIR/sasl_passwd");
                data.Add("sasl_passwd." + suffix, $"postmap -d [old.example.net] {type}:DIR/sasl_passwd");
                data.Add("sasl_passwd." + suffix, $"postmap -i {type}:DIR/sasl_passwd");
            }

            data.Add("sasl_passwd", "set DIR/sasl_passwd [relay.example.net]:587 user:other");
            data.Add("sasl_passwd", "unset DIR/sasl_passwd [relay.example.net]:587");
            data.Add("sasl_passwd", "rename DIR/sasl_passwd [relay.example.net]:587 [relay.example.org]");
            data.Add("sasl_passwd", "fmt DIR/sasl_passwd");
            return data;
        }
    }

    [RootTheory("setfacl", "setfattr")]
    [MemberData(nameof(Writers))]
    public void A_replaced_file_keeps_access_list_and_attributes(string name, string command)
    {
        var path = _folder.File(name);
        _folder.Write("sasl_passwd", Passwords + "a.example.net   b:c\n");
        _folder.Write("old", "[old.example.net] user:old\n");
        var type = command.Contains("lmdb:", StringComparison.Ordinal) || name.EndsWith(".lmdb", StringComparison.Ordinal) ? "lmdb"
            : command.Contains("btree", StringComparison.Ordinal) ? "btree" : name.EndsWith(".cdb", StringComparison.Ordinal) ? "cdb" : "hash";
        if (name != "sasl_passwd") Assert.Equal(0, CommandRun.Of("compile", "-t", type, "-o", path, _folder.File("old")).Status);
        Assert.Equal(0, CommandRun.Of("compile", "-t", "hash", "-o", _folder.File("other.db"), _folder.File("sasl_passwd")).Status);
        Must("chown", "31337:31338", path);
        Must("chmod", "600", path);
        Must("setfacl", "-m", "u:65534:rw,g:31339:r,m:r", path);
        Must("setfattr", "-n", "user.note", "-v", "kept", path);
        Must("setfattr", "-n", "trusted.note", "-v", "kept", path);
        if (name != "sasl_passwd") Must("sh", "-c", $"getfacl -cp {path} | setfacl --set-file=- {_folder.File("sasl_passwd")}");
        var (access, bytes) = (AccessOf(path), File.ReadAllBytes(path));

        var run = CommandRun.With(System.Text.Encoding.ASCII.GetBytes("x.example y:z\n"), command.Replace("DIR", _folder.Path, StringComparison.Ordinal).Split(' '));

        Assert.True(run.Status == 0, run.Error);
        Assert.NotEqual(bytes, File.ReadAllBytes(path));
        Assert.Equal(access, AccessOf(path));
        Assert.Equal(1, Tool.Run("setpriv", "--reuid=31340", "--regid=31338", "--clear-groups", "cat", path).ExitCode);
    }

    [RootTheory("setfacl")]
    [InlineData("hash", "db")]
    [InlineData("lmdb", "lmdb")]
    public void A_new_map_is_for_those_who_may_read_the_source_and_for_nobody_else(string type, string suffix)
    {
        var source = _folder.Write("sasl_passwd", Passwords);
        Must("chmod", "755", _folder.Path);
        Must("chown", "0:31338", source);
        Must("chmod", "600", source);
        Must("setfacl", "-m", "u:31337:r", source);
        Assert.Equal(0, CommandRun.Of("compile", $"{type}:{source}").Status);
        Must("chgrp", "31338", $"{source}.{suffix}");
        Assert.Equal(0, Read(31337, 31337, $"{source}.{suffix}"));
        Assert.NotEqual(0, Read(31340, 31338, $"{source}.{suffix}"));
        Assert.NotEqual(0, Read(31340, 31340, $"{source}.{suffix}"));
    }

    [RootFact("setfacl")]
    public void The_default_list_of_a_folder_lets_nobody_read_passwords()
    {
        var source = _folder.Write("sasl_passwd", Passwords);
        Must("chmod", "640", source);
        Must("chmod", "755", _folder.Path);
        Must("setfacl", "-m", "d:u:31337:rwx", _folder.Path);
        foreach (var command in new[] { "compile", "compile" })
        {
            Assert.Equal(0, CommandRun.Of(command, "hash:" + source).Status);
            Assert.NotEqual(0, Read(31337, 31337, source + ".db"));
            File.AppendAllText(source, "b.example.net c:d\n");
        }

        Must("setfacl", "-b", source);
        Assert.Equal(0, CommandRun.Of("set", source, "c.example.net", "e:f").Status);
        Assert.NotEqual(0, Read(31337, 31337, source));
    }

    [RootFact("setfacl")]
    public void A_list_of_the_map_that_is_wider_than_the_source_is_narrowed()
    {
        var source = _folder.Write("sasl_passwd", Passwords);
        Must("chmod", "755", _folder.Path);
        Must("chmod", "640", source);
        Assert.Equal(0, CommandRun.Of("compile", "hash:" + source).Status);
        Must("setfacl", "-m", "u:31337:r", source + ".db");
        var run = CommandRun.Of("compile", "hash:" + source);
        Assert.Contains("more users could read the old map than its source", run.Error, StringComparison.Ordinal);
        Assert.NotEqual(0, Read(31337, 31337, source + ".db"));
    }

    [RootFact]
    public void A_converted_credential_table_is_no_wider_than_its_map()
    {
        var configuration = PostfixConfiguration.Write(_folder.File("etc"), $"smtp_sasl_password_maps = hash:{_folder.File("relay_auth")}\n");
        var source = _folder.Write("relay_auth", Passwords);
        Must("chmod", "600", source);
        Assert.Equal(0, CommandRun.Of("compile", "-c", configuration, "hash:" + source).Status);
        foreach (var target in new[] { source + ".lmdb", _folder.File("elsewhere.cdb") })
        {
            Assert.Equal(0, CommandRun.Of("compile", "-t", target.EndsWith("cdb", StringComparison.Ordinal) ? "cdb" : "lmdb", "-o", target, _folder.Write("t", "x y\n")).Status);
            Must("chmod", "644", target);
            Assert.Equal(0, CommandRun.Of("convert", "-c", configuration, source + ".db", target).Status);
            Assert.Equal("600", Tool.Run("stat", "-c", "%a", target).Output.Trim());
        }
    }

    [RootTheory]
    [InlineData("644", "600", "600", true)]
    [InlineData("640", "600", "600", true)]
    [InlineData("644", "640", "640", true)]
    [InlineData("644", null, "600", true)]
    [InlineData("640", null, "640", false)]
    [InlineData("600", "644", "600", false)]
    public void A_converted_credential_table_is_no_wider_than_its_source(string ofMap, string? ofSource, string expected, bool isNarrowed)
    {
        var configuration = PostfixConfiguration.Write(_folder.File("etc"), $"smtp_sasl_password_maps = hash:{_folder.File("relay_auth")}\n");
        var source = _folder.Write("relay_auth", Passwords);
        Assert.Equal(0, CommandRun.Of("compile", "-c", configuration, "hash:" + source).Status);
        Must("chmod", ofMap, source + ".db");
        if (ofSource is null) File.Delete(source);
        else Must("chmod", ofSource, source);
        var run = CommandRun.Of("convert", "-c", configuration, source + ".db", _folder.File("elsewhere.cdb"));
        Assert.Equal(expected, Tool.Run("stat", "-c", "%a", _folder.File("elsewhere.cdb")).Output.Trim());
        Assert.Equal(isNarrowed, run.Error.Contains("more users can read the input map than may read the passwords", StringComparison.Ordinal));
        Assert.DoesNotContain("the old map", run.Error, StringComparison.Ordinal);

        // The same in place.
        Assert.Equal(0, CommandRun.Of("convert", "-c", configuration, "--in-place", source + ".db", "btree:" + source).Status);
        Assert.Equal(expected, Tool.Run("stat", "-c", "%a", source + ".db").Output.Trim());
    }

    private static int Read(int user, int group, string path) =>
        Tool.Run("setpriv", $"--reuid={user}", $"--regid={group}", "--clear-groups", "cat", path).ExitCode;

    private static string AccessOf(string path) =>
        Tool.Run("getfacl", "-np", path).Output + Tool.Run("getfattr", "-d", "-m", "note", "--absolute-names", path).Output;

    private static void Must(string tool, params string[] arguments)
    {
        var result = Tool.Run(tool, arguments);
        Assert.True(result.ExitCode == 0, result.Error);
    }
}
