using System.Text;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Secrets;

/// <summary>A configuration with every kind of secret. Each secret has <see cref="Marker"/> in it.</summary>
internal sealed class SecretFolder : IDisposable
{
    /// <summary>What no output may hold, in any case.</summary>
    public const string Marker = "xyzzy";

    /// <summary>The sources of credentials that the configuration names, none of which says so by its name.</summary>
    public static readonly string[] Credentials = ["relay_auth", "text_auth", "proxied", "per_service", "behind_link", "own_delimiter"];

    private static readonly byte[] Key = Encoding.ASCII.GetBytes($"-----BEGIN PRIVATE KEY-----\n{Marker}\n-----END PRIVATE KEY-----\n");

    /// <summary>Good lines, swapped columns, and every way to write one wrongly.</summary>
    private static readonly string Table = string.Join('\n',
    [
        "[r.example.net]:587 joe:xyzzy01",
        "r.example.net:submission joe:xyzzy02",
        "user@example.com joe:xyzzy03",
        "joe:xyzzy04 [swapped.example.net]:587",
        "joe:xyzzy04 [swapped.example.net]:25",
        "joe@example.com:xyzzy05 swapped.example.net",
        "xyzzy06 swapped.example.net",
        "joe:xyzzy07",
        "xyzzy08",
        "  xyzzy09 continued",
        "[a.example.net]:587 xyzzy10",
        "[b.example.net]:587 joe xyzzy11",
        "[c.example.net]:587 joe xyzzy12:xyzzy13",
        "[d.example.net]:587:joe:xyzzy14 x",
        "[e.example.net]:587joe:xyzzy15 x",
        "[f.example.net]:xyzzy16 joe",
        "xyzzy17 [g.example.net]:587",
        "[h.example.net]:587 joe:xyzzy18 # xyzzy19",
        "[R.example.net]:587 joe:xyzzy20",
        "/x21/ joe:xyzzy22",
        "10.0.0.0/8 xyzzy23",
        "\"x24\"@example.com joe:xyzzy25",
        "# mapkit: allow xyzzy26",
        "[i.example.net]:587\tjoe:xyzzy\u00E927",
        "[j.example.net]:587 joe:xyzzy28\r",
        "joe:xyzzy29\tjoe:xyzzy30",
        "",
    ]);

    private readonly TemporaryFolder _folder = new();

    public SecretFolder()
    {
        Directory.CreateDirectory(File("links"));
        Write("behind", Table);
        System.IO.File.CreateSymbolicLink(File("behind_link"), File("behind"));
        foreach (var source in Credentials.Except(["behind_link"])) Write(source, Table);
        Write("sasl_passwd", Table);
        Write("key.pem", Encoding.Latin1.GetString(Key));
        Write("names", $"example.com {File("key.pem")}\n");
        Write("directory.conf", $"server_host = ldap.example.net\nbind_pw = {Marker}31\nbind_pw={Marker}32 x\n");
        Write("mysql-users.cf", $"user = postfix\npassword = {Marker}33\npassword={Marker}34\n{Marker}35\n");
        Write("patterns", $"/^{Marker}36$/ joe:{Marker}37\n/[{Marker}38/ joe:{Marker}39\n{Marker}40\n");
        Write("routes", "example.com smtp:[r.example.net]:587\n");
        Write("expectations", $"sasl_passwd [r.example.net]:587 -> user joe\nsasl_passwd [in.example.net]:587 -> user joe\nsasl_passwd [x.example.net] -> not found\nuse transport hash:{File("relay_auth")}\ntransport r.example.net -> not found\n");
        Configure();
        foreach (var source in Credentials.Append("routes").Append("sasl_passwd")) Run("compile", $"hash:{File(source)}");
        Run("compile", "-F", $"hash:{File("names")}");
        foreach (var source in new[] { "directory.conf", "mysql-users.cf" }) Run("compile", $"hash:{File(source)}");
    }

    public string Path => _folder.Path;

    /// <summary>The base64 form of the private key, as it stands in the map.</summary>
    public static string KeyInMap => Convert.ToBase64String(Key)[..24];

    public string File(string name) => _folder.File(name);

    public void Write(string name, string text) => _folder.Write(name, Encoding.Latin1.GetBytes(text));

    /// <summary>Writes a sound configuration, or one with more lines.</summary>
    public void Configure(string main = "", string master = "")
    {
        Write("main.cf", $"""
            compatibility_level = 3.6
            maillog_file =
            alias_maps =
            alias_database =
            default_database_type = hash
            part = relay_
            table = {Path}/$part
            smtp_sasl_auth_enable = yes
            smtp_sasl_password_maps = hash:$table$auth, static:joe:xyzzy50,
             inline:{"{{[in.example.net]:587=joe:xyzzy51}, {joe:xyzzy52=x}}"}, texthash:{Path}/text_auth, proxy:hash:{Path}/proxied,
             hash:{Path}/behind_link, pcre:{Path}/patterns, unionmap:{"{static:joe:xyzzy53, hash:" + Path + "/proxied}"}
            auth = auth
            tls_server_sni_maps = hash:{Path}/names
            virtual_mailbox_maps = ldap:{Path}/directory.conf, mysql:{Path}/mysql-users.cf
            transport_maps = hash:{Path}/routes
            {main}

            """.ReplaceLineEndings("\n"));
        Write("master.cf", $"""
            smtp unix - - n - - smtp
             -o smtp_sasl_password_maps=hash:{Path}/per_service
            relay unix - - n - - smtp
             -o {"{ smtp_sasl_password_maps = static:joe:xyzzy54, hash:" + Path + "/own_delimiter }"}
            glued unix - - n - - smtp -osmtp_sasl_password_maps=static:joe:xyzzy55
            rewrite unix - - n - - trivial-rewrite
            {master}

            """.ReplaceLineEndings("\n"));
    }

    /// <summary>Runs a command with this configuration.</summary>
    public CommandRun Run(params string[] arguments) => Run([], terminal: false, arguments);

    /// <summary>Runs a command with this configuration, perhaps for a person at a terminal.</summary>
    public CommandRun Run(byte[] input, bool terminal, params string[] arguments)
    {
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        int status;
        using (var environment = new CommandEnvironment(new MemoryStream(input), output, error, terminal, terminal, name => name == "MAIL_CONFIG" ? Path : name == "PATH" ? "" : null))
        {
            status = InProcess.Run(environment, arguments);
        }

        return new CommandRun(status, output.ToArray(), error.ToArray());
    }

    public void Dispose() => _folder.Dispose();
}
