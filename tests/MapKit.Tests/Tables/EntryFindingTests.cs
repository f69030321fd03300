using MapKit.Tables;

namespace MapKit.Tests.Tables;

public class EntryFindingTests
{
    [Theory]
    [InlineData("canonical", "example.com", "@example.org", "Warning", "MK2007 key 0+11: \"example.com\" without @ is not every address of the domain; Postfix finds it only for a local user of this name [write @example.com]")]
    [InlineData("canonical", "joe", "joe@example.com, jane@example.com", "Warning", "MK2201 17+16: there are 2 addresses, but an address can be replaced only by one; Postfix uses \"joe@example.com\" and ignores the rest [write one address; virtual tables and aliases can have several]")]
    [InlineData("canonical", "joe", "joe@example.com # private", "Warning", "MK2005 16+9: a # inside a line does not begin a comment; Postfix reads the text as part of the value [put the comment on a separate line]")]
    [InlineData("canonical", "<>", "joe@example.com", "Warning", "MK2003 key 0+2: in this table Postfix looks up the null sender as \"\", never as <> [write \"\"]")]
    [InlineData("canonical", "joe@", "joe@example.com", "Warning", "MK2003 key 3+1: there is nothing after the @; Postfix never looks up such an address [write the domain as in an address]")]
    [InlineData("generic", "joe@example.com", "Joe@example.com", "Info", "MK2203 0+15: the result is the key; Postfix does not change the address [keep it if it makes an exception from @domain; otherwise remove the line]")]
    [InlineData("generic", "example.com", "@example.org", "Warning", "MK2007 key 0+11: \"example.com\" without @ is not every address of the domain; Postfix finds it only for a local user of this name [write @example.com]")]
    [InlineData("relocated", "joe@example.com", "joe@example.org # since May", "Warning", "MK2005 16+11: a # inside a line does not begin a comment; Postfix reads the text as part of the value [put the comment on a separate line]")]
    [InlineData("sender_relay", "joe@example.com", "smtp:[mail.example.com]:587", "Error", "MK2701 0+5: the value begins with the name of a transport, but it must be a next hop only; the SMTP client cannot use it and Postfix defers the mail [remove the name of the transport and its colon; sender_dependent_default_transport_maps takes both]")]
    [InlineData("sender_relay", "joe@example.com", "mail.example.com:587", "Info", "MK2110 0+20: without brackets Postfix looks up the MX records of mail.example.com and connects to port 587 of those hosts [write [mail.example.com]:587 for the host itself, here and in sasl_passwd]")]
    [InlineData("sender_relay", "joe@example.com", "[mail.example.com:587", "Error", "MK2102 0+1: the bracket in \"[mail.example.com:587\" is never closed; the SMTP client cannot use it and Postfix defers the mail [close it: [host] or [host]:port]")]
    [InlineData("sender_relay", "joe@example.com", "[mail.example.com]:587 # provider", "Error", "MK2005 23+10: a # inside a line does not begin a comment; Postfix reads the text as part of the value [put the comment on a separate line]")]
    [InlineData("sender_relay", "joe@example.com", ":587", "Error", "MK2106 0+4: there is no host in \":587\"; the SMTP client cannot use it and Postfix defers the mail [write host:port or [host]:port]")]
    [InlineData("sender_transport", "joe@example.com", ":[mail.example.com]", "Error", "MK2702 0+1: there is no transport before the colon, which only a transport table may omit; Postfix logs \"null transport is not allowed\" and defers the mail [write transport:nexthop]")]
    [InlineData("sender_transport", "joe@example.com", "mail.example.com", "Error", "MK2101 0+16: there is no colon; Postfix reads \"mail.example.com\" as the name of a transport, whose next hop is the domain of the recipient [write transport:nexthop, or :nexthop to keep the transport, or : to keep both]")]
    [InlineData("sender_transport", "joe@example.com", "smtp:mail.example.com:465", "Info", "MK2110 5+20: without brackets Postfix looks up the MX records of mail.example.com and connects to port 465 of those hosts [write [mail.example.com]:465 for the host itself, here and in sasl_passwd]")]
    [InlineData("transport", "example.com", "smtp:mail.example.com:587", "Info", "MK2110 5+20: without brackets Postfix looks up the MX records of mail.example.com and connects to port 587 of those hosts [write [mail.example.com]:587 for the host itself, here and in sasl_passwd]")]
    [InlineData("transport", "if", "/^joe/ x:", "Error", "MK2002 key 0+2: if and endif belong to regexp and pcre tables; an indexed table has only fixed keys, and Postfix looks up \"if\" [put the rules into a regexp: or pcre: table]")]
    [InlineData("transport", "192.0.2.0/24", "smtp:", "Error", "MK2006 key 0+12: \"192.0.2.0/24\" is a network, but an indexed table has only fixed keys; Postfix never finds it [move it to a cidr: table; an access table also accepts the first numbers of an address, such as 192.0.2]")]
    [InlineData("transport", "!/^joe/i", "smtp:", "Error", "MK2002 key 0+8: \"!/^joe/i\" is a regular expression, but an indexed table has only fixed keys; Postfix never finds it [put it into a regexp: or pcre: table]")]
    [InlineData("transport", "example.com:", "smtp:", "Warning", "MK2003 key 0+12: the colon is part of the key; Postfix never looks up \"example.com:\" [remove the colon]")]
    [InlineData("virtual", "joe:", "jane", "Warning", "MK2003 key 0+4: the colon is part of the key; Postfix never looks up \"joe:\" [remove the colon]")]
    [InlineData("relocated", "if", "/^joe/", "Error", "MK2002 key 0+2: if and endif belong to regexp and pcre tables; an indexed table has only fixed keys, and Postfix looks up \"if\" [put the rules into a regexp: or pcre: table]")]
    [InlineData("sasl_passwd", "if", "!/jo:e/", "Error", "MK2002 key 0+2: if and endif belong to regexp and pcre tables; an indexed table has only fixed keys, and Postfix looks up \"if\" [put the rules into a regexp: or pcre: table]")]
    [InlineData("sasl_passwd", "192.0.2.0/24", "joe:password", "Error", "MK2006 key 0+12: the key is a network, but an indexed table has only fixed keys; Postfix never finds it [move it to a cidr: table; an access table also accepts the first numbers of an address, such as 192.0.2]")]
    [InlineData("aliases", "/^joe/", "jane", "Error", "MK2002 key 0+6: \"/^joe/\" is a regular expression, but an indexed table has only fixed keys; Postfix never finds it [put it into a regexp: or pcre: table]")]
    [InlineData("aliases", "192.0.2.0/24", "jane", "Error", "MK2006 key 0+12: \"192.0.2.0/24\" is a network, but an indexed table has only fixed keys; Postfix never finds it [move it to a cidr: table; an access table also accepts the first numbers of an address, such as 192.0.2]")]
    [InlineData("transport", "example.com", "smtp:[192.0.2.256]", "Error", "MK2106 6+11: \"192.0.2.256\" is not the name or address of a host; the SMTP client cannot use it and Postfix defers the mail [write the name of a host or domain, or an address in brackets]")]
    [InlineData("transport", "example.com", "smtp:[mail.example.com]:submision", "Error", "MK2103 24+9: \"submision\" is neither a port number from 1 to 65535 nor the name of a service; the SMTP client cannot use it and Postfix defers the mail [write submission, or the number of the port]")]
    [InlineData("transport", "example.com", "smtp:[mail.example.com]:SMTP", "Error", "MK2103 24+4: \"SMTP\" is neither a port number from 1 to 65535 nor the name of a service; the SMTP client cannot use it and Postfix defers the mail [write smtp, or the number of the port]")]
    [InlineData("plain", "joe", "mail/joe/ # his", "Warning", "MK2005 10+5: a # inside a line does not begin a comment; Postfix reads the text as part of the value [put the comment on a separate line]")]
    [InlineData("sasl_passwd", "mail.example.com", "joe :password", "Warning", "MK2307 3+1: the whitespace beside the colon belongs to the user name; Postfix sends it to the server [write user:password without whitespace at the colon]")]
    [InlineData("sasl_passwd", "mail.example.com", "joe: password", "Warning", "MK2307 4+1: the whitespace beside the colon belongs to the password; Postfix sends it to the server [write user:password without whitespace at the colon]")]
    [InlineData("sasl_passwd", "mail.example.com", "joe:password # account", "Error", "MK2005 13+9: a # inside a line does not begin a comment; Postfix reads the text as part of the value [put the comment on a separate line]")]
    public void A_wrong_entry_is_explained(string format, string key, string value, string severities, string expected) =>
        Shown.AssertFindings(TableFormat.ByName(format)!, key, value, severities, expected);
}
