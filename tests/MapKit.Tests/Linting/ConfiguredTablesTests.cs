using System.Text;
using MapKit.Configuration;
using MapKit.Diagnostics;
using MapKit.Operations.Lint;
using MapKit.Platform.Accounts;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Linting;

/// <summary>Tables and the main.cf and master.cf that they are for: what only both together show, and where nothing can be said.</summary>
public sealed class ConfiguredTablesTests : IDisposable
{
    private const string Agents = "smtp unix - - n - - smtp\nrelay unix - - n - - smtp\nlocal unix - n n - - local\nerror unix - - n - - error\nslow unix - - n - - smtp\nmine unix - - n - - smtp\nsubmission inet n - n - - smtpd\npublic unix n - n - - smtp\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("transport", "a.example slwo:[h.example]\nb.example slwo:\nc.example slow:\nd.example :[x]\n*  smtp:\n", "transport:1:11: error MK2112: main/master.cf has no service \"slwo\" of type unix; Postfix cannot use this transport and defers the mail (1 more such entry)")]
    [InlineData("transport", "a.example submission:\n", "transport:1:11: error MK2112: main/master.cf has no service \"submission\" of type unix; Postfix cannot use this transport and defers the mail")]
    [InlineData("transport", "a.example public:\n", "transport:1:11: error MK2112: main/master.cf has no service \"public\" of type unix; Postfix cannot use this transport and defers the mail")]
    [InlineData("sender_transport", "joe@a.example slwo:\njane@a.example DUNNO\n", "sender_transport:1:15: error MK2112: main/master.cf has no service \"slwo\" of type unix; Postfix cannot use this transport and defers the mail")]
    [InlineData("transport", "a.example error:5.1.1 no\nb.example smtp\n", null)] // another mistake, told by itself
    public void A_transport_must_be_in_master_cf(string name, string text, string? finding) =>
        Assert.Equal(finding is null ? [] : [finding], Findings("", Agents, (name, text)).Where(line => line.Contains("MK2112", StringComparison.Ordinal)));

    [Fact]
    public void Without_master_cf_no_transport_is_reported() =>
        Assert.DoesNotContain(Findings("", null, ("transport", "a.example slwo:\n")), line => line.Contains("MK2112", StringComparison.Ordinal));

    [Theory]
    [InlineData("relayhost = [r.example]:587\n", "r.example:587", "main/main.cf:1:13: warning MK4101: \"[r.example]:587\" finds no credentials: Postfix looks up \"r.example\" and \"[r.example]:587\", but line 1 of sasl_passwd, with \"r.example:587\", is written differently; Postfix does not log in")]
    [InlineData("relayhost = $hop\nhop = [r.example]:587\n", "r.example:587", "main/main.cf:1:13: warning MK4101: \"[r.example]:587\" finds no credentials: Postfix looks up \"r.example\" and \"[r.example]:587\", but line 1 of sasl_passwd, with \"r.example:587\", is written differently; Postfix does not log in")]
    [InlineData("relayhost = [r.example]:587\n", "[q.example]:587", "main/main.cf:1:13: info MK4102: there are no credentials for \"[r.example]:587\", although its port is for submission with a login; Postfix looks up \"r.example\" and \"[r.example]:587\"|sasl_passwd:1:1: warning MK4104: no route in main.cf or its tables has exactly this next hop; Postfix never looks it up")]
    [InlineData("relayhost = [r.example]:587\n", "[r.example]:587", null)]
    [InlineData("default_transport = smtp:[r.example]:587\n", "[R.example]:587", null)]
    [InlineData("# mapkit: allow MK4101\nrelayhost = [r.example]:587\n", "r.example:587", null)]
    [InlineData("relayhost = [r.example]\n", "joe@example.com", "sasl_passwd:1:1: warning MK4104: the key is a sender, which Postfix looks up only with smtp_sender_dependent_authentication = yes")]
    [InlineData("smtp_sender_dependent_authentication = yes\n", "joe@example.com", null)]
    [InlineData("transport_maps = regexp:/etc/postfix/routes\n", "[q.example]:25", null)] // its routes are not known
    [InlineData("transport_maps = hash:/elsewhere/transport\n", "[q.example]:25", null)]
    [InlineData("content_filter = mine:[q.example]:25\n", "[q.example]:25", null)]
    [InlineData("smtp_fallback_relay = [q.example]:25\n", "[q.example]:25", null)]
    [InlineData("", "mx.example", null)] // any server may be called so
    [InlineData("relayhost = [r.example]:587\nsmtp_sasl_password_maps = hash:/elsewhere/more\n", "r.example:587", null)] // others are elsewhere
    public void Next_hops_and_credentials_of_the_configuration_are_compared(string main, string key, string? findings) =>
        Assert.Equal(findings?.Split('|') ?? [], Findings(main, Agents, ("sasl_passwd", $"{key} joe:secret\n")).Where(line => line.Contains("MK41", StringComparison.Ordinal)));

    [Fact]
    public void A_route_by_any_transport_reaches_credentials_and_an_option_of_a_service_hides_routes()
    {
        var tables = new[] { ("sasl_passwd", "[q.example]:25 joe:secret\n"), ("transport", "x.example mine:[q.example]:25\n") };
        Assert.Empty(Findings("", Agents, tables));
        Assert.Single(Findings("", Agents, tables[0]));
        Assert.Empty(Findings("", Agents + "other unix - - n - - smtp -o smtp_fallback_relay=[z.example]\n", tables[0]));
        Assert.Empty(Findings("", Agents + "other unix - - n - - smtp -o smtp_sender_dependent_authentication=yes\n", ("sasl_passwd", "joe@example.com joe:secret\n")));
    }

    [Theory]
    [InlineData("", "transport:1:16: warning MK4101: \"[r.example]:587\" finds no credentials: Postfix looks up \"r.example\" and \"[r.example]:587\", but line 1 of sasl_passwd, with \"r.example:587\", is written differently; Postfix does not log in")]
    [InlineData(" -o smtp_tls_security_level=encrypt", "transport:1:16: warning MK4101: \"[r.example]:587\" finds no credentials: Postfix looks up \"r.example\" and \"[r.example]:587\", but line 1 of sasl_passwd, with \"r.example:587\", is written differently; Postfix does not log in")]
    [InlineData(" -o smtp_sasl_password_maps=hash:/elsewhere/more", null)] // has its own
    [InlineData(" -o smtp_sasl_auth_enable=no", null)]
    public void A_service_that_is_an_SMTP_client_looks_up_credentials_like_smtp(string options, string? finding)
    {
        var tables = new[] { ("sasl_passwd", "r.example:587 joe:secret\n"), ("transport", "x.example mail:[r.example]:587\n") };
        var main = $"smtp_sasl_password_maps = hash:{_folder.File("sasl_passwd")}\nsmtp_sasl_auth_enable = yes\n";
        Assert.Equal(finding is null ? [] : [finding], Findings(main, Agents + $"mail unix - - n - - smtp{options}\n", tables).Where(line => line.Contains("MK4101", StringComparison.Ordinal)));
        Assert.DoesNotContain(Findings(main, Agents + "mail unix - n n - - pipe\n", tables), line => line.Contains("MK4101", StringComparison.Ordinal));
    }

    [Fact]
    public void Passwords_that_the_client_may_not_use_are_reported()
    {
        var main = $"smtp_sasl_password_maps = hash:{_folder.File("sasl_passwd")}\n";
        var table = ("sasl_passwd", "[r.example] joe:secret\n");
        Assert.Equal(
            ["main/main.cf:1:27: warning MK4104: smtp_sasl_password_maps is set, but smtp_sasl_auth_enable is yes neither in main.cf nor for a service; Postfix never logs in and looks up no credentials"],
            Findings(main, Agents, table));
        Assert.Empty(Findings(main + "relayhost = [r.example]\n", Agents + "mail unix - - n - - smtp -o smtp_sasl_auth_enable=yes\n", table));
        Assert.Empty(Findings(main + "relayhost = [r.example]\nsmtp_sasl_auth_enable = yes\n", Agents, table));
    }

    [Theory]
    [InlineData("", "root: joe\njoe: jane, nobody-here, root\njane: jane\n", "aliases:2:12: warning MK2807: nobody-here is neither an alias nor a user of this host; Postfix bounces the mail")]
    [InlineData("", "a: user\nb: User\nc: user, joe@example.com, /dev/null, \"|/bin/true\", :include:/etc/x\n", null)]
    [InlineData("recipient_delimiter = +\n", "a: user+lists, b+x\nb: user\n", null)]
    [InlineData("", "a: user+lists\n", "aliases:1:4: warning MK2807: user+lists is neither an alias nor a user of this host; Postfix bounces the mail")]
    [InlineData("luser_relay = joe@example.com\n", "a: nobody-here\n", null)]
    [InlineData("fallback_transport = lmtp:unix:x\n", "a: nobody-here\n", null)]
    [InlineData("alias_maps = hash:/elsewhere/aliases\n", "a: nobody-here\n", null)]
    [InlineData("alias_maps = nis:mail.aliases\n", "a: nobody-here\n", null)]
    [InlineData("mydestination =\n", "a: nobody-here\n", null)]
    [InlineData("local_transport = virtual\n", "a: nobody-here\n", null)]
    public void The_end_of_an_alias_is_an_account(string main, string text, string? finding)
    {
        var maps = main.Contains("alias_maps", StringComparison.Ordinal) ? "" : $"alias_maps = hash:{_folder.File("aliases")}\n";
        Assert.Equal(finding is null ? [] : [finding], Findings($"myhostname = mail.example.com\n{main}{maps}", Agents, ("aliases", text)).Where(line => line.Contains("MK2807", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("", true, true)]
    [InlineData("parent_domain_matches_subdomains = transport_maps\n", false, false)]
    [InlineData("parent_domain_matches_subdomains = smtpd_access_maps, transport_maps\n", true, false)]
    public void Findings_about_subdomains_depend_on_the_configuration(string main, bool isDotTold, bool isDomainTold)
    {
        var findings = Findings(main, Agents, ("access", ".example.com OK\n"), ("transport", "example.com smtp:\n"));
        Assert.Equal((isDotTold, isDomainTold), (findings.Any(line => line.Contains("MK2607", StringComparison.Ordinal)), findings.Any(line => line.Contains("MK2111", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("parent_domain_matches_subdomains = transport_maps\n", "transport", "example.com smtp:\n.example.org smtp:\n", "transport:2:1: warning MK2607: with transport_maps in parent_domain_matches_subdomains of main.cf Postfix looks up \"example.org\", which also matches its subdomains, and never \".example.org\"")]
    [InlineData("parent_domain_matches_subdomains =\n", "access", "joe@ OK\n.example.org OK\nexample.org OK\nexample.com OK\n", "access:4:1: info MK2111: \"example.com\" does not match its subdomains without smtpd_access_maps in parent_domain_matches_subdomains of main.cf")]
    [InlineData("", "access", "example.com OK\n", null)]
    public void Keys_that_never_match_with_other_parent_domains_are_reported(string main, string name, string text, string? finding) =>
        Assert.Equal(finding is null ? [] : [finding], Findings(main, Agents, (name, text)));

    [Theory]
    [InlineData("smtpd_restriction_classes = STRICT, mild\n", "a.example STRICT\nb.example mild, reject\nc.example permit_mynetworks, STRICT\n", null)]
    [InlineData("smtpd_restriction_classes = mild\n", "a.example STRICT\n", "access:1:11: error MK2601: \"STRICT\" is neither an action nor a restriction, and main.cf defines no class of this name in smtpd_restriction_classes; Postfix answers \"451 Server configuration error\"")]
    [InlineData("biff = no\n", "a.example mild\n", "access:1:11: error MK2601: \"mild\" is neither an action nor a restriction, and main.cf defines no class of this name in smtpd_restriction_classes; Postfix answers \"451 Server configuration error\"")]
    [InlineData("biff = no\n", "a.example reject, mild\nb.example sleep 5, permit\n", null)] // Postfix does not come there
    [InlineData("", "a.example mild\n", null)] // no main.cf
    public void A_restriction_class_is_one_of_main_cf(string main, string text, string? finding) =>
        Assert.Equal(finding is null ? [] : [finding], Findings(main, Agents, ("access", text)));

    [Fact]
    public void A_restriction_class_of_one_service_is_known() =>
        Assert.Empty(Findings("biff = no\n", Agents + "smtp inet n - n - - smtpd -o smtpd_restriction_classes=mild\n", ("access", "a.example mild\n")));

    [Fact]
    public void Main_cf_is_not_read_again_for_the_comments_that_allow_findings()
    {
        const string Main = "relayhost = [r.example]:587\n";
        _folder.Write("main.cf", "# mapkit: allow MK4101\n" + Main);
        var configuration = MapKit.Configuration.PostfixConfiguration.Create(MainConfiguration.Load(_folder.Path, new MainConfigurationOptions()), null);
        var operation = new LintOperation(new LintOptions { Level = Severity.Info, Configuration = configuration });
        var table = _folder.Write("sasl_passwd", "r.example:587 user:password\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(table, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        operation.Read(table, format: null);
        _folder.Write("main.cf", Main);
        Assert.DoesNotContain(Linted.Shown(operation, _folder), line => line.Contains("MK4101", StringComparison.Ordinal));
    }

    private string[] Findings(string main, string? master, params (string Name, string Text)[] tables)
    {
        var (folder, warnings) = (_folder.File("main"), new DiagnosticList());
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "main.cf"), main);
        var options = new MainConfigurationOptions { Warnings = warnings };
        var operation = new LintOperation(new LintOptions
        {
            Level = Severity.Info,
            Configuration = MapKit.Configuration.PostfixConfiguration.Create(
                MainConfiguration.Load(folder, options),
                master is null ? null : MasterConfiguration.Read(new MemoryStream(Encoding.UTF8.GetBytes(master)), folder, options)),
            Accounts = new OneUser(),
        });
        foreach (var (name, text) in tables)
        {
            var path = _folder.Write(name, text);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            operation.Read(path, null);
        }

        // What is told of every table, of which there are other tests.
        return [.. Linted.Shown(operation, _folder).Where(line => !line.Contains("MK1017", StringComparison.Ordinal) && (!line.Contains("MK2111", StringComparison.Ordinal) || tables[0].Name == "access"))];
    }

    private sealed class OneUser : IAccounts
    {
        public (uint UserId, uint GroupId)? FindUser(string name) => name is "user" or "root" ? (1000, 1000) : null;

        public string? UserName(uint userId) => null;

        public uint? FindGroup(string name) => null;

        public string? GroupName(uint groupId) => null;
    }
}
