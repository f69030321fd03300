using System.Text;
using MapKit.Configuration.Clients;

namespace MapKit.Tests.Configuration.Clients;

/// <summary>The settings of clients of databases and servers: whole findings, and what is correct.</summary>
public class ClientSettingsTests
{
    [Theory]
    [InlineData("mysql", "user = mail\npassword = geheim\nhosts = 127.0.0.1\ndbname = mail\nquery = SELECT 1 FROM mailbox WHERE username='%s' AND active = '1'\n")]
    [InlineData("pgsql", "hosts = localhost\ndbname = mail\nquery = SELECT goto FROM alias WHERE address='%u@%d' AND domain = '%d' LIMIT 5 -- 100%%\nresult_format = %s\n# comment\n")]
    [InlineData("sqlite", "dbpath = /var/lib/mail.db\nquery = SELECT a\n  FROM b WHERE c = '%s'\nexpansion_limit = 10\n")]
    [InlineData("ldap", "server_host = ldap://127.0.0.1\nsearch_base = ou=people,dc=example,dc=com\nquery_filter = (&(mail=%s)(objectClass=person))\nresult_attribute = uid\nbind_dn = cn=x\nbind_pw = geheim\nversion = 3\ndomain = example.com, hash:/etc/x\n")]
    [InlineData("memcache", "memcache = inet:localhost:11211\nbackup = btree:/var/lib/x\nkey_format = postscreen:%s\n")]
    [InlineData("mongodb", "uri = mongodb://127.0.0.1\ndbname = mail\ncollection = users\nquery_filter = {\"$or\": [{\"username\":\"%s\"}]}\nresult_attribute = username\n")]
    public void Correct_settings_have_no_finding(string type, string text) => Assert.Empty(Findings(type, text));

    [Theory]
    [InlineData("mysql", "dbname = mail\nquery = SELECT a FROM b WHERE c='%s'\nhost = localhost\n", "3:1: warning MK2981: \"host\" is not a setting of mysql: tables; Postfix ignores it (help: write hosts)")]
    [InlineData("mysql", "dbname = mail\nquery = SELECT a FROM b WHERE c='%s'\nPassword = geheim\n", "3:1: warning MK2981: \"Password\" is not a setting of mysql: tables; Postfix ignores it (help: write password)")]
    [InlineData("mysql", "dbname = mail\nquery = SELECT a FROM b WHERE c='%s'\nbind_pw = geheim\n", "3:1: warning MK2981: \"bind_pw\" is not a setting of mysql: tables; Postfix ignores it (help: see mysql_table(5) for the settings)")]
    [InlineData("mysql", "query = SELECT a FROM b WHERE c='%s'\n", "error MK2982: there is no dbname; every program that opens the table stops (help: set dbname)")]
    [InlineData("pgsql", "dbname = mail\nuser = x\n", "error MK2982: there is no query; every program that opens the table stops (help: set query, such as SELECT target FROM aliases WHERE address = '%s')")]
    [InlineData("pgsql", "dbname = mail\ntable = x\nselect_field = y\n", "error MK2982: there is no where_field; every program that opens the table stops (help: set query instead of table, select_field and where_field)")]
    [InlineData("mysql", "dbname = mail\ntable = x\nselect_field = y\nwhere_field = z\n", "info MK2984: table, select_field and where_field are the old form of query (help: write a query)")]
    [InlineData("sqlite", "dbpath =\nquery = SELECT a FROM b WHERE c='%s'\n", "error MK2982: there is no dbpath; every program that opens the table stops (help: set dbpath)")]
    [InlineData("sqlite", "dbpath = /x\nquery = SELECT a FROM b WHERE c = %s\n", "2:35: warning MK2985: %s is not in quotes; Postfix puts the text of the key there as it is, and the database reports a syntax error (help: write '%s')")]
    [InlineData("sqlite", "dbpath = /x\nquery = SELECT a FROM b WHERE c LIKE '%x'\n", "2:39: error MK2983: after the % follows none of s, u, d, S, U, D, 1 to 9 and %; every program that opens the table stops with \"Invalid template\" (help: write %% for a percent sign)")]
    [InlineData("ldap", "server_host = x\nquery_filter = (mail=%s)\n", "warning MK2982: there is no search_base; the client searches from the root of the directory (help: set search_base)")]
    [InlineData("ldap", "search_base = x\ncache = yes\n", "2:1: info MK2984: cache has no effect any more (help: remove it)")]
    [InlineData("ldap", "search_base = x\nresult_filter = %s@%d\n", "2:1: info MK2984: result_filter is an old name or form of result_format (help: write result_format)")]
    [InlineData("mysql", "dbname = mail\nquery = SELECT a FROM b WHERE c='%s'\npassword: geheim\n", "3:1: error MK2980: the line is not name = value; every program that opens the table stops (help: write name = value, and a # only at the start of a line)")]
    [InlineData("mysql", "dbname = mail\nquery = SELECT a FROM b WHERE c='%s'\npassword = geheim\npassword = geheimer\n", "4:1: warning MK5001: password is set again with another value; the value of line 3 has no effect (help: remove one of the two lines)")]
    public void A_mistake_is_reported_without_values(string type, string text, string finding)
    {
        var findings = Findings(type, text);
        Assert.Equal([finding], findings);
        Assert.DoesNotContain(findings, found => found.Contains("geheim", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/etc/postfix/mysql-virtual.cf", "mysql")]
    [InlineData("ldap_aliases.cf", "ldap")]
    [InlineData("pgsql.cf", "pgsql")]
    [InlineData("mysql", null)]
    [InlineData("main.cf", null)]
    public void A_file_name_gives_the_type(string path, string? type) => Assert.Equal(type, ClientType.ForFileName(path)?.Name);

    [Fact]
    public void Every_type_is_found_by_its_name() => Assert.All(ClientType.All, type => Assert.Same(type, ClientType.ByName(type.Name)));

    private static string[] Findings(string type, string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return [.. ClientSettings.Read(stream, "x.cf", ClientType.ByName(type)!).Diagnostics.Select(finding => $"{finding.ToString().Replace("x.cf:", "", StringComparison.Ordinal).TrimStart()} (help: {finding.Help})")];
    }
}
