using MapKit.Diagnostics;
using MapKit.Linting.Patterns;
using MapKit.Lookup.Patterns;
using MapKit.Operations.Lint;
using MapKit.Tables;
using MapKit.Tests.Lookup.Patterns;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Linting;

/// <summary>Results of pattern tables, checked by the format of the table's use.</summary>
public class PatternResultTests
{
    [Theory]
    [InlineData("regexp", "header_checks", "/^X:/ DROP\n", "1:7: error MK2911: \"DROP\" is not an action; Postfix logs a warning and passes the line as it is")]
    [InlineData("pcre", "smtp_header_checks", "/^X:/   HOLD  \n", "1:9: error MK2912: there is no HOLD in the header checks of the SMTP client; Postfix logs \"unsupported command\" and passes the line as it is")]
    [InlineData("pcre", "body_checks", "if /x/\n/y/\n  REPLACE\nendif\n", "3:3: error MK2913: REPLACE needs a text; Postfix logs a warning and ignores the entry")]
    [InlineData("cidr", "access", "192.0.2.0/24 REJCT\n", "1:14: error MK2601: \"REJCT\": this is not an action, a restriction or a restriction class; Postfix answers \"451 Server configuration error\"")]
    [InlineData("pcre", "access", "/^(.*)x/ 550 5.7.1 $$5 $1 # why\n", "1:27: error MK2005: a # inside a line does not begin a comment; Postfix reads the text as part of the value")]
    [InlineData("pcre", "access", "/^(.*)x/ FILTER scan:[$1\n", "1:22: error MK2102: the bracket in \"[x\" is never closed; the SMTP client cannot use it and Postfix defers the mail")]
    [InlineData("regexp", "transport", "/@example\\.com$/ host.example:25\n", "1:18: warning MK2109: \"host.example\" looks like a host; Postfix reads it as the name of a transport and defers the mail")]
    [InlineData("regexp", "transport", "/@(.*)$/ smtp:[mx.$1]\n", "1:10: error MK2921: Postfix does not substitute $1 and the like in transport tables, because the text comes from outside; it skips this rule")]
    [InlineData("pcre", "virtual", "/^(.*)@a$/ |/bin/filter\n", "1:12: error MK2501: \"|/bin/filter\" is for aliases; a virtual table has only addresses, so Postfix reads it as one and bounces the mail")]
    [InlineData("pcre", "canonical", "/^(.*)@a$/ $1@b c@d\n", "1:17: warning MK2201: there are 2 addresses, but an address can be replaced only by one; Postfix uses \"x@b\" and ignores the rest")]
    [InlineData("regexp", "sender_relay", "/@a$/ [mail.example.com\n", "1:7: error MK2102: the bracket in \"[mail.example.com\" is never closed; the SMTP client cannot use it and Postfix defers the mail")]
    [InlineData("pcre", "sender_transport", "/@a$/ :x\n", "1:7: error MK2702: there is no transport before the colon, which only a transport table may omit; Postfix logs \"null transport is not allowed\" and defers the mail")]
    [InlineData("pcre", "aliases", "/^a$/ |/bin/x y\n", "1:7: error MK2401: the command is not in quotes; Postfix runs \"/bin/x\" without arguments and reads each further word as an address")]
    [InlineData("regexp", "sasl_passwd", "/mail/ joe\n", "1:8: error MK2301: there is no colon; Postfix reads all of it as the user name and logs in with an empty password")]
    [InlineData("pcre", "tls_policy", "/^mail/ strong\n", "1:9: error MK2901: \"strong\" is not a TLS security level; Postfix defers the mail with \"client TLS configuration problem\"")]
    public void A_wrong_result_is_reported_at_its_place(string type, string format, string text, string finding) => Assert.Equal([finding], Findings(type, format, text));

    [Theory]
    [InlineData("pcre", "access", "/^(.*)$/ $1\n/(a)/ REJECT $1\n/(a)/ ${1}\n/(a)/ reject_$1\n/(a)(b)/ $(2)NN\n/(a)/ REDIRECT $1\n/(a)/ FILTER $1\n/(a)/ PREPEND X-Was: $1\n")]
    [InlineData("pcre", "virtual", "/^(.*)@a$/ $1@b\n/^x$/ joe, ${1}\n/(a)/ $1\n")]
    [InlineData("pcre", "header_checks", "/^(.*)$/ REPLACE $1\n/^(a)$/ $1\n/^(a)$/ PREPEND X-$1: b\n/(a)/ REJECT costs $$5\n")]
    [InlineData("regexp", "generic", "/^(.*)@a$/ $1@b\n")]
    [InlineData("cidr", "access", "192.0.2.0/24 REJECT $1\n")]
    [InlineData("regexp", "plain", "/x/ REJCT # all\n")]
    [InlineData("regexp", "transport", "/x/ smtp:$$5\n/y/ error:costs $$5\n")]
    public void A_correct_or_unknown_result_has_no_finding(string type, string format, string text) =>
        Assert.DoesNotContain(Findings(type, format, text), finding => !finding.Contains("MK52", StringComparison.Ordinal) && !finding.Contains("MK2106", StringComparison.Ordinal));

    [Theory]
    [InlineData("header_checks.pcre", "/x/ DROP\n", "header_checks.pcre:1:5: error MK2911")]
    [InlineData("client_access.cidr", "192.0.2.1 REJCT\n", "client_access.cidr:1:11: error MK2601")]
    public void Without_a_format_the_file_name_gives_it(string name, string text, string finding)
    {
        using var folder = new TemporaryFolder();
        var operation = Operation();
        operation.ReadRules(folder.Write(name, text), RuleTableTypes.ForFileName(name)!.Value);
        Assert.StartsWith(finding, Assert.Single(Linted.Shown(operation, folder)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a$1-b", "ax-b", 1, 1, true, 1, 2)]
    [InlineData("a${12}b", "axb", 2, 1, false, 6, 1)]
    [InlineData("$$a$(1)", "$ax", 1, 1, false, 2, 1)]
    [InlineData("$$a$(1)", "$ax", 0, 3, true, 0, 7)]
    public void A_part_of_the_text_has_its_place_in_the_result(string result, string text, int start, int length, bool depends, int place, int placeLength)
    {
        var substituted = SubstitutedText.Parse(System.Text.Encoding.Latin1.GetBytes(result));
        Assert.Equal(text, substituted.Text);
        Assert.Equal((depends, (place, placeLength)), (substituted.DependsOnGroup(start, length), substituted.PlaceOf(start, length)));
    }

    private static LintOperation Operation() => new(new LintOptions { Level = Severity.Info, Regexp = Engines.Regexp, Pcre = Engines.Pcre });

    private static string[] Findings(string type, string format, string text)
    {
        using var folder = new TemporaryFolder();
        var operation = Operation();
        var path = folder.Write("table", text);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        operation.ReadRules(path, RuleTableTypes.ByName(type)!.Value, TableFormat.ByName(format));
        return Linted.Shown(operation, folder);
    }
}
