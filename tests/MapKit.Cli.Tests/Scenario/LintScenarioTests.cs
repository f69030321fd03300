using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using MapKit.Tables;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Scenario;

/// <summary>
/// What the rules say that Postfix does with keys that it never asks for, with routes that no client can use, and with aliases and
/// addresses that lead nowhere: mail to each, and what the real Postfix says of it in its log.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed class LintScenarioTests(ITestOutputHelper output)
{
    private const string Host = "mail.example.com";

    /// <summary>A table, its key, an address, whether Postfix finds the entry for it, and the rule that says that it does not.</summary>
    private static readonly (string Table, string Key, string Address, bool IsFound, string? Rule)[] Keys =
    [
        ("transport", "joe@exact.example", "joe@exact.example", true, null),
        ("transport", "domain.example", "joe@domain.example", true, null),
        ("transport", "narrow.example", "joe@below.narrow.example", false, null), // MK2111, told of the whole table
        ("transport", ".below.example", "joe@a.below.example", true, null),
        ("transport", "@at.example", "joe@at.example", false, "MK2003"),
        ("transport", "*@star.example", "joe@star.example", false, "MK2001"),
        ("transport", "*.stars.example", "joe@a.stars.example", false, "MK2001"),
        ("transport", "/expression/", "joe@expression.example", false, "MK2002"),
        ("transport", "dot.example.", "joe@dot.example", false, "MK2003"),
        ("transport", "\"\\joe\"@quoted.example", "joe@quoted.example", false, "MK2003"),
        ("virtual", "joe@vexact.example", "joe@vexact.example", true, null),
        ("virtual", "@vdomain.example", "joe@vdomain.example", true, null),
        ("virtual", "*@vstar.example", "joe@vstar.example", false, "MK2001"),
        ("virtual", "/vexpression/", "joe@vexpression.example", false, "MK2002"),
        ("virtual", ".vbelow.example", "joe@a.vbelow.example", false, "MK2003"),
        ("virtual", "\"joe\"@vquoted.example", "joe@vquoted.example", false, "MK2003"),
        ("virtual", "@vdot.example.", "joe@vdot.example", false, "MK2003"),
        ("canonical", "joe@cexact.example", "joe@cexact.example", true, null),
        ("canonical", "cuser", $"cuser@{Host}", true, null),
        ("canonical", "*@cstar.example", "joe@cstar.example", false, "MK2001"),
        ("canonical", "/cexpression/", "joe@cexpression.example", false, "MK2002"),
        ("canonical", "\"joe\"@cquoted.example", "joe@cquoted.example", false, "MK2003"),
        ("canonical", "cdomain.example", "joe@cdomain.example", false, "MK2007"),
        ("generic", "joe@gexact.example", "joe@gexact.example", true, null),
        ("generic", "@gdomain.example", "joe@gdomain.example", true, null),
        ("generic", "*@gstar.example", "joe@gstar.example", false, "MK2001"),
        ("generic", "/gexpression/", "joe@gexpression.example", false, "MK2002"),
        ("generic", "\"joe\"@gquoted.example", "joe@gquoted.example", false, "MK2003"),
        ("generic", "gplain.example", "joe@gplain.example", false, "MK2007"),
    ];

    /// <summary>A table, its entries, an address, what the log says of it (a regular expression), and the rule that says so.</summary>
    private static readonly (string Table, string[] Entries, string Address, string Said, string Rule)[] Ends =
    [
        ("transport", ["name.tv.example slow.example.com"], "joe@name.tv.example", "transport slow.example.com|private/slow.example.com", "MK2101"),
        ("transport", ["bracket.tv.example smtp:[mail.example.com"], "joe@bracket.tv.example", "missing \"]\" in server description|missing \']\' in server", "MK2102"),
        ("transport", ["port.tv.example relay:[mail.example.com]:0"], "joe@port.tv.example", "bad network port", "MK2103"),
        ("transport", ["service.tv.example relay:[mail.example.com]:submision"], "joe@service.tv.example", "unknown service: submision/tcp", "MK2103"),
        ("transport", ["host.tv.example lmtp:mail..example.com"], "joe@host.tv.example", "valid hostname or network address required", "MK2106"),
        ("transport", ["place.tv.example [mail.example.com]:25"], "joe@place.tv.example", "private/\\[mail.example.com\\]", "MK2108"),
        ("transport", ["reversed.tv.example mail.example.org:25"], "joe@reversed.tv.example", "private/mail.example.org", "MK2109"),
        ("virtual", ["spam@vv.example BOUNCE"], "spam@vv.example", "to=<BOUNCE@mail.example.com>.*unknown user", "MK2934"),
        ("virtual", ["command@vv.example |/usr/bin/filter"], "command@vv.example", "to=<(\\|/usr/bin/filter|\"\\|/usr/bin/filter\")@mail.example.com>.*unknown user", "MK2501"),
        ("virtual", ["a@vloop.example b@vloop.example", "b@vloop.example a@vloop.example"], "a@vloop.example", "unreasonable virtual_alias_maps map", "MK2802"),
        ("canonical", ["a@cloop.example b@cloop.example", "b@cloop.example a@cloop.example"], "a@cloop.example", "unreasonable recipient_canonical_maps map nesting", "MK2802"),
        ("canonical", [.. Enumerable.Range(0, 10).Select(number => $"a{number}@clong.example a{number + 1}@clong.example")], "a0@clong.example", "unreasonable recipient_canonical_maps map nesting", "MK2803"),
        ("canonical", ["several@cv.example found@found.example, other@found.example"], "several@cv.example", "multi-valued recipient_canonical_maps", "MK2201"),
        ("canonical", ["none@cv.example ,"], "none@cv.example", "recipient_canonical_maps lookup of .*non-address result", "MK2202"),
        ("generic", ["a@gchain.example found@found.example", "found@found.example other@found.example"], "a@gchain.example", "to=<found@found.example>.*status=bounced \\(found", "MK2801"),
        ("aliases", ["aloop: bloop", "bloop: aloop"], $"aloop@{Host}", "alias database loop", "MK2804"),
        ("aliases", ["command: |/bin/true word"], $"command@{Host}", "to=<word@mail.example.com>.*unknown user", "MK2401"),
        ("aliases", ["file: /dev/null blank/x"], $"file@{Host}", "to=<blank/x@mail.example.com>.*unknown user", "MK2402"),
        ("aliases", ["missing: :include:/etc/no-such-list"], $"missing@{Host}", "unable to lookup :include: file|No such file or directory", "MK2805"),
        ("aliases", ["relative: :include:lists/all"], $"relative@{Host}", "uses a relative path", "MK2407"),
        ("aliases", ["nobody-yet: (nobody yet)"], $"nobody-yet@{Host}", "no recipient in alias lookup result", "MK2405"),
        ("aliases", ["home: ~/Mailbox"], $"home@{Host}", "unknown home directory for: ~/Mailbox", "MK2408"),
        ("aliases", ["words: John Doe"], $"words@{Host}", "to=<Doe@mail.example.com>.*unknown user", "MK2409"),
        ("aliases", ["named (Joe Doe): found@found.example"], $"named@{Host}", "to=<named@mail.example.com>.*unknown user", "MK2410"),
    ];

    [RootFact("postmap", "postalias", "postfix")]
    public void Postfix_does_what_the_rules_say()
    {
        using var postfix = new PostfixInstance();
        try
        {
            var port = FreePort();
            Configure(postfix, port);
            WriteTables(postfix, port);
            postfix.Start();
            var addresses = Keys.Select(row => row.Address).Concat(Ends.Select(row => row.Address)).ToArray();
            foreach (var address in addresses) postfix.Send(address, "A mail", "Text.");
            foreach (var row in Ends) PostfixInstance.WaitUntil(() => Regex.IsMatch(postfix.Log, row.Said), $"the log says {row.Said} of {row.Address}");
            foreach (var row in Keys) PostfixInstance.WaitUntil(() => EndOf(postfix.Log, row.Address) is not null, $"the mail to {row.Address} has come to an end");
            Assert.Equal(
                Keys.Select(row => (row.Table, row.Key, row.IsFound)),
                Keys.Select(row => (row.Table, row.Key, SaysFound(EndOf(postfix.Log, row.Address)!))));
        }
        finally
        {
            // Shown where the test fails.
            output.WriteLine(postfix.Log);
        }
    }

    [Fact]
    public void The_rules_say_what_Postfix_does()
    {
        foreach (var row in Keys)
        {
            var value = row.Key == "cdomain.example" || row.Key == "gplain.example" ? "@found.example" : ValueOf(row.Table);
            Assert.Equal((row.Key, row.Rule), (row.Key, TableFormat.ByName(row.Table)!.Check(row.Key, value).SingleOrDefault()?.Rule.Code));
        }

        using var folder = new TemporaryFolder();
        foreach (var row in Ends)
        {
            var run = CommandRun.Of("lint", "--level", "info", folder.Write(row.Table, string.Concat(row.Entries.Select(entry => entry + "\n"))));
            Assert.Contains($" {row.Rule}: ", run.Output, StringComparison.Ordinal);
        }
    }

    /// <summary>The last line that the log has of the delivery of an address.</summary>
    private static string? EndOf(string log, string address) => log.Split('\n').LastOrDefault(line =>
        Regex.IsMatch(line, $"(orig_to=<{Regex.Escape(address)}>|to=<{Regex.Escape(address)}>).*status=")
        && !line.Contains("status=sent", StringComparison.Ordinal)) ?? EndOfRelayed(log, address);

    /// <summary>The answer of the transport table to which a found entry leads: in a bounce, or of the server that the SMTP client sends to.</summary>
    private static bool SaysFound(string line) => Regex.IsMatch(line, "(\\(|rejected: )found( |\\))");

    /// <summary>What goes through the SMTP client comes in again as another mail.</summary>
    private static string? EndOfRelayed(string log, string address) =>
        Regex.Match(log, $"to=<{Regex.Escape(address)}>.*status=sent \\(.* queued as ([A-Z0-9]+)\\)") is { Success: true } relayed
            ? log.Split('\n').LastOrDefault(line => line.Contains($" {relayed.Groups[1].Value}: to=", StringComparison.Ordinal))
            : null;

    private static string ValueOf(string table) => table == "transport" ? "error:5.7.1 found" : "found@found.example";

    private static void WriteTables(PostfixInstance postfix, int port)
    {
        foreach (var table in (string[])["transport", "virtual", "canonical", "generic", "aliases"])
        {
            var keys = Keys.Where(row => row.Table == table)
                .Select(row => $"{row.Key} {(row.Key is "cdomain.example" or "gplain.example" ? "@found.example" : ValueOf(table))}");
            string[] routes = table != "transport" ? [] :
            [
                "found.example error:5.7.1 found",
                .. Keys.Where(row => row.Table == "generic").Select(row => $"{row.Address[(row.Address.IndexOf('@', StringComparison.Ordinal) + 1)..]} own:[127.0.0.1]:{port}"),
                $"gchain.example own:[127.0.0.1]:{port}",
            ];
            var text = string.Concat(keys.Concat(Ends.Where(row => row.Table == table).SelectMany(row => row.Entries)).Concat(routes).Select(line => line + "\n"));
            var tool = Tool.Run(table == "aliases" ? "postalias" : "postmap", "-c", postfix.ConfigurationFolder, $"hash:{postfix.WriteTable(table, text)}");
            Assert.Equal(0, tool.ExitCode);
        }
    }

    private static void Configure(PostfixInstance postfix, int port)
    {
        var folder = postfix.ConfigurationFolder;
        postfix.Configure(
            $"""
            myhostname = {Host}
            myorigin = {Host}
            mydestination = {Host}
            transport_maps = hash:{folder}/transport
            virtual_alias_maps = hash:{folder}/virtual
            virtual_alias_domains =
            recipient_canonical_maps = hash:{folder}/canonical
            smtp_generic_maps = hash:{folder}/generic
            alias_maps = hash:{folder}/aliases
            alias_database =
            local_recipient_maps =
            default_transport = error:5.7.1 not found
            relay_domains = found.example
            notify_classes =
            """,
            "own unix - - n - - smtp",
            $"127.0.0.1:{port} inet n - n - - smtpd -o smtpd_relay_restrictions=permit_auth_destination,reject -o smtpd_recipient_restrictions=permit",
            "relay unix - - n - - smtp",
            "lmtp unix - - n - - lmtp",
            "anvil unix - - n - 1 anvil");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
