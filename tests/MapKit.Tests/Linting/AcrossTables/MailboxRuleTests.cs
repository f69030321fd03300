using MapKit.Diagnostics;
using MapKit.Operations.Lint;
using MapKit.Tables;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Linting.AcrossTables;

/// <summary>Tables of virtual(8) and the main.cf that names them.</summary>
public sealed class MailboxRuleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("virtual_mailbox_base = /var/mail/", "virtual_mailbox", "joe@example.org /var/mail/joe/\n", "1:17: warning MK2943: virtual(8) puts virtual_mailbox_base, /var/mail, before every path, also before one that begins with a slash")]
    [InlineData("virtual_mailbox_base = /", "virtual_mailbox", "joe@example.org /var/mail/joe/\n", null)]
    [InlineData("virtual_mailbox_base = /var/mail", "virtual_mailbox", "joe@example.org joe/\nexample.org /x\n", null)]
    [InlineData("virtual_mailbox_base = /var/mail\nvirtual_transport = lmtp:unix:private/dovecot", "virtual_mailbox", "joe@example.org /var/mail/joe/\njim@example.org a/../b\n", null)]
    [InlineData("virtual_minimum_uid = 50", "virtual_uid", "@example.org 60\njoe@example.org 40\n", "2:17: error MK2940: 40 is less than virtual_minimum_uid, which is 100 by default; virtual(8) logs \"bad uid\" and defers the mail")]
    [InlineData("virtual_minimum_uid = 1000", "virtual_uid", "@example.org 500\n", "1:14: error MK2940: 500 is less than virtual_minimum_uid of main.cf, 1000; virtual(8) logs \"bad uid\" and defers the mail")]
    [InlineData("virtual_transport = dovecot", "virtual_uid", "@example.org vmail\n", null)]
    [InlineData("virtual_transport = virtual", "virtual_uid", "@example.org vmail\n", "1:14: error MK2940: \"vmail\" is not the number of a user; virtual(8) logs \"bad uid\" and defers the mail")]
    public void The_configuration_decides(string main, string format, string text, string? finding)
    {
        _folder.Write("main.cf", main + "\n");
        var operation = new LintOperation(new LintOptions { Configuration = MapKit.Configuration.PostfixConfiguration.Load(_folder.Path), Level = Severity.Info });
        operation.Read(_folder.Write("table", text), TableFormat.ByName(format));
        Assert.Equal(finding is null ? [] : [finding], Linted.Shown(operation, _folder));
    }

    [Theory]
    [InlineData("a@example.org a/\nb@example.org b/\nc@example.org c\n", "3:15: info MK2944: the path has no slash at the end, as most others have; virtual(8) appends the mail to a file of this name")]
    [InlineData("a@example.org a/\nc@example.org c\n", null)]
    [InlineData("a@example.org a\nc@example.org c\nexample.org x\n", null)]
    public void A_mailbox_that_is_a_file_among_folders_is_reported(string text, string? finding) =>
        Assert.Equal(finding is null ? [] : [finding], Linted.Findings(text, "virtual_mailbox"));

    [Theory]
    [InlineData("$rbl_code no $rbl_reson", "main.cf:1:35: error MK2949: there is no \"$rbl_reson\" here; the SMTP server stops with \"bad default rbl reply template\" when it rejects a client")]
    [InlineData("$rbl_code Service unavailable; $rbl_class [$rbl_what] blocked using $rbl_domain${rbl_reason?; $rbl_reason}", null)]
    public void The_default_answer_is_checked(string template, string? finding)
    {
        _folder.Write("main.cf", $"default_rbl_reply = {template}\n");
        var operation = new LintOperation(new LintOptions { Configuration = MapKit.Configuration.PostfixConfiguration.Load(_folder.Path), ChecksConfiguration = true, Level = Severity.Error });
        Assert.Equal(finding is null ? [] : [finding], Linted.Shown(operation, _folder).Where(line => line.Contains("MK294", StringComparison.Ordinal)));
    }
}
