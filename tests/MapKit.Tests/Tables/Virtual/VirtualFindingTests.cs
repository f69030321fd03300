using MapKit.Tables;

namespace MapKit.Tests.Tables.Virtual;

public class VirtualFindingTests
{
    [Theory]
    [InlineData("virtual", "joe@example.com", "|/usr/bin/filter", "Error", "MK2501 0+16: \"|/usr/bin/filter\" is for aliases; a virtual table has only addresses, so Postfix reads it as one and bounces the mail [write the address of a local alias here, and the command, file or :include: in the alias table]")]
    [InlineData("virtual", "joe@example.com", "/var/mail/joe", "Error", "MK2501 0+13: \"/var/mail/joe\" is for aliases; a virtual table has only addresses, so Postfix reads it as one and bounces the mail [write the address of a local alias here, and the command, file or :include: in the alias table]")]
    [InlineData("virtual", "joe@example.com", ":include:/etc/mail/list", "Error", "MK2501 0+23: \":include:/etc/mail/list\" is for aliases; a virtual table has only addresses, so Postfix reads it as one and bounces the mail [write the address of a local alias here, and the command, file or :include: in the alias table]")]
    [InlineData("virtual", "joe@example.com", "joe@@example.com, jane", "Error", "MK2004 0+16: \"joe@@example.com\" is not an address; Postfix bounces the mail [write user or user@domain; put a local part with spaces or special characters in quotes]")]
    [InlineData("virtual", "joe@example.com", "joe, , jane", "Warning", "MK2404 5+1: a comma without a destination beside it; Postfix skips it [remove the comma, or write the destination that is missing]")]
    [InlineData("virtual", "joe@example.com", "joe@example.org # private", "Warning", "MK2005 16+9: a # inside a line does not begin a comment; Postfix reads the text as part of the value [put the comment on a separate line]")]
    [InlineData("virtual", "joe@example.com", ",", "Warning Error", "MK2404 0+1: a comma without a destination beside it; Postfix skips it [remove the comma, or write the destination that is missing]\nMK2202 0+1: the value contains no address; Postfix cannot rewrite and defers the mail [write one address, or @domain to change only the domain]")]
    [InlineData("virtual", "joe@example.com", "jane, @example.org", "Error", "MK2004 6+12: \"@example.org\" is not an address; Postfix bounces the mail [write user or user@domain; put a local part with spaces or special characters in quotes]")]
    [InlineData("virtual", "example.com", "@example.org", "Warning", "MK2007 key 0+11: \"example.com\" without @ is not every address of the domain; Postfix finds it only for a local user of this name [write @example.com]")]
    [InlineData("virtual", "joe@", "joe@example.org", "Warning", "MK2003 key 3+1: there is nothing after the @; Postfix never looks up such an address [write the domain as it stands in an address]")]
    [InlineData("virtual", ".example.com", "joe", "Warning", "MK2003 key 0+12: Postfix looks up @domain with the whole domain; it never finds \".example.com\" [write a line @domain for every domain]")]
    [InlineData("virtual", "<>", "joe", "Warning", "MK2003 key 0+2: Postfix does not look up the null address in this table [remove the line]")]
    [InlineData("virtual", "192.0.2.0/24", "joe", "Error", "MK2006 key 0+12: \"192.0.2.0/24\" is a network, but an indexed table has only fixed keys; Postfix never finds it [move it to a cidr: table; an access table also accepts the first numbers of an address, such as 192.0.2]")]
    public void A_wrong_entry_is_explained(string format, string key, string value, string severities, string expected) =>
        Shown.AssertFindings(TableFormat.ByName(format)!, key, value, severities, expected);
}
