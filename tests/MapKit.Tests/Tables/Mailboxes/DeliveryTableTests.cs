using MapKit.Tables;
using MapKit.Tables.Patterns;

namespace MapKit.Tests.Tables.Mailboxes;

/// <summary>Tables of mailboxes, users, recipients, logins, copies, certificates and answers: whole findings, and typed entries.</summary>
public class DeliveryTableTests
{
    [Theory]
    [InlineData("virtual_mailbox", "joe@example.com", "a/../b", "MK2942 value 2+2: the path has a .. ; versions after Postfix 3.7 log \"bad mailbox path\" and defer the mail | write the path below virtual_mailbox_base without ..")]
    [InlineData("virtual_uid", "joe@example.com", "vmail", "MK2940 value 0+5: \"vmail\" is not the number of a user; virtual(8) logs \"bad uid\" and defers the mail | write the number; id -u NAME shows it")]
    [InlineData("virtual_uid", "joe@example.com", "99", "MK2940 value 0+2: 99 is less than virtual_minimum_uid, which is 100 by default; virtual(8) logs \"bad uid\" and defers the mail | write the number of a user without privileges, or set virtual_minimum_uid")]
    [InlineData("virtual_uid", "joe@example.com", "5000:8", "MK2941 value 4+2: there is text after the number; Postfix 3.7 ignores it, later versions log \"bad uid\" and defer the mail | write the number alone")]
    [InlineData("virtual_gid", "joe@example.com", "mail", "MK2940 value 0+4: \"mail\" is not the number of a group; virtual(8) logs \"bad gid\" and defers the mail | write the number; getent group NAME shows it")]
    [InlineData("virtual_gid", "joe@example.com", "0", "MK2940 value 0+1: virtual(8) does not deliver as group 0; it logs \"bad gid\" and defers the mail | write the number of another group")]
    [InlineData("bcc", "joe@example.com", "a@example.org, b@example.org", "MK2945 value 13+15: the value is one address; Postfix takes all of this text as one, which does not exist | write one address, and give it an alias with several destinations")]
    [InlineData("bcc", "joe@example.com", "|/bin/cat", "MK2945 value 0+9: a copy goes to an address, not to a command, a file or a list; Postfix takes the text as the name of a user, and the mail bounces | write an address, and give it an alias that does this")]
    [InlineData("bcc", "joe@example.com", "@example.org", "MK2945 value 0+12: there is no name before the @; Postfix sends the copy to the empty name, which does not exist | write a whole address")]
    [InlineData("login_sender", "joe@example.com", "*", "MK2003 key 3+12: Postfix looks up the name of the user without a domain; it never finds this key | remove the @ and the domain")]
    [InlineData("login_sender", "joe", "*@example.com", "MK2946 value 0+13: a * is a wildcard only alone; no sender is \"*@example.com\" | write @domain for every sender of a domain, or * for every sender")]
    [InlineData("user_transport", "*", "smtp:", "MK2001 key 0+1: a * in a key is not a wildcard; Postfix never finds the entry | write a line for every user, or use static:")]
    [InlineData("user_transport", "joe", ":x", "MK2702 value 0+1: there is no transport before the colon; local(8) stops with \"missing transport name\" and Postfix defers the mail | write transport:nexthop")]
    [InlineData("user_command", "joe", "|/usr/bin/procmail", "MK2947 value 0+1: the value is the command itself; with a | the shell reports a syntax error or finds no such command, and the mail bounces | remove the | and the quotes around the command")]
    [InlineData("client_certificates", "D7042FA70B8CA521FA3177E1418AEE80", "x", "MK2003 key 0+32: Postfix looks up a fingerprint with a colon after every two digits; it never finds this key | write a colon after every two digits")]
    [InlineData("client_certificates", "D7:04", "x", "MK2003 key 0+5: no digest has 2 bytes; Postfix never finds this key | write what \"openssl x509 -fingerprint -sha256\" prints after the =, with the digest of smtpd_tls_fingerprint_digest")]
    [InlineData("rbl_reply", "bl.example.com", "go away", "MK2948 value 0+3: the answer does not begin with a code of three digits and a space; Postfix logs \"rbl response code configuration error\" and answers 450 Service unavailable | begin with $rbl_code, or with a code such as 554")]
    [InlineData("rbl_reply", "bl.example.com", "$rbl_code see ${rbl_resaon}", "MK2949 value 16+10: there is no \"$rbl_resaon\" here; Postfix logs \"bad rbl reply template\" and uses default_rbl_reply | write $rbl_reason")]
    public void A_mistake_is_reported(string format, string key, string value, string finding) =>
        Assert.Equal(
            [finding],
            TableFormat.ByName(format)!.Check(key, value).Select(problem => $"{problem.Rule.Code} {(problem.InKey ? "key" : "value")} {problem.Start}+{problem.Length}: {problem.Message} | {problem.Help}"));

    [Fact]
    public void The_entries_are_typed()
    {
        var mailbox = TableFormat.VirtualMailbox.Parse("joe@example.com example.com/joe/\n").Entries.Single();
        Assert.Equal((AddressPatternKind.Address, "example.com/joe/"), (mailbox.Pattern.Kind, mailbox.Path));
        Assert.Equal((5000u, false), TableFormat.VirtualUid.Parse("@example.com 5000\n").Entries.Select(entry => (entry.Id, entry.IsGroup)).Single());
        Assert.True(TableFormat.VirtualGid.Parse("@example.com 5000\n").Entries.Single().IsGroup);
        Assert.Equal("anything at all", TableFormat.Recipients.Parse("joe@example.com anything at all\n").Entries.Single().Value);
        Assert.Equal("a b@example.org", TableFormat.Bcc.Parse("joe@example.com \"a b\"@example.org\n").Entries.Single().Recipient is { } copy ? $"{copy.LocalPart}@{copy.Domain}" : "");
        Assert.Equal(["joe", "jane"], TableFormat.SenderLogin.Parse("joe@example.com joe, jane\n").Entries.Single().Logins);
        Assert.Equal(("joe", "* <>"), TableFormat.LoginSender.Parse("joe * <>\n").Entries.Select(entry => (entry.Login, entry.Senders)).Single());
        Assert.Equal(("joe", "dovecot"), TableFormat.UserTransport.Parse("joe dovecot\n").Entries.Select(entry => (entry.User, entry.Route.Transport)).Single());
        Assert.Equal("exec x", TableFormat.UserCommand.Parse("joe exec x\n").Entries.Single().Command);
        Assert.Single(TableFormat.ClientCertificates.Parse("D7:04:2F:A7:0B:8C:A5:21:FA:31:77:E1:41:8A:EE:80 x\n").Entries);
        Assert.Equal("$rbl_code no", TableFormat.RblReply.Parse("bl.example.com $rbl_code no\n").Entries.Single().Template);
    }

    [Theory]
    [InlineData("virtual_mailbox", "joe@example.com example.com/joe/")]
    [InlineData("virtual_uid", "joe@example.com 5000")]
    [InlineData("virtual_gid", "@example.com 8")]
    [InlineData("recipients", "joe x")]
    [InlineData("bcc", "joe@example.com \"a b\"@example.org")]
    [InlineData("sender_login", "joe@example.com joe, jane")]
    [InlineData("login_sender", "uid:1 * <>")]
    [InlineData("user_transport", "joe dovecot:")]
    [InlineData("user_command", "joe exec x")]
    [InlineData("client_certificates", "D7:04:2F:A7:0B:8C:A5:21:FA:31:77:E1:41:8A:EE:80 x")]
    [InlineData("rbl_reply", "bl.example.com $rbl_code no")]
    public void An_entry_is_written_as_it_was_read(string format, string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        var entry = TableFormat.ByName(format)!.EntryOf(System.Text.Encoding.ASCII.GetBytes(line[..space]), System.Text.Encoding.ASCII.GetBytes(line[(space + 1)..]))!;
        Assert.Equal(line, entry.ToSourceLine().Replace('\t', ' '));
    }
}
