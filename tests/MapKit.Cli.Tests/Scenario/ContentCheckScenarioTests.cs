using System.Globalization;
using System.Runtime.Versioning;
using MapKit.Diagnostics;
using MapKit.Tables;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Scenario;

/// <summary>
/// What the rules of header and body checks say that Postfix does, tried on the real cleanup(8) and smtp(8): one message with a header for
/// each result.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed class ContentCheckScenarioTests(ITestOutputHelper output)
{
    /// <summary>The table, a result, the warning for it, and the rule that reports it; null for both if it is correct.</summary>
    private static readonly (string Table, string Result, string? Warning, DiagnosticRule? Rule)[] Results =
    [
        ("header_checks", "DELETE", "unknown command in header_checks map: DELETE", Rules.UnknownContentAction),
        ("header_checks", "REJCT", "unknown command in header_checks map: REJCT", Rules.UnknownContentAction),
        ("header_checks", "550 go away", "unknown command in header_checks map: 550 go away", Rules.UnknownContentAction),
        ("header_checks", "DELAY 1h", "unknown command in header_checks map: DELAY 1h", Rules.UnknownContentAction),
        ("header_checks", "\"WARN\"", "unknown command in header_checks map: \"WARN\"", Rules.UnknownContentAction),
        ("header_checks", "REDIRECT", "bad REDIRECT target \"\" in header_checks map", Rules.BadContentActionText),
        ("header_checks", "REDIRECT joe", "bad REDIRECT target \"joe\" in header_checks map", Rules.BadContentActionText),
        ("header_checks", "BCC joe", "bad BCC address \"joe\" in header_checks map", Rules.BadContentActionText),
        ("header_checks", "FILTER", "missing FILTER command argument in header_checks map", Rules.BadContentActionText),
        ("header_checks", "FILTER smtp", "bad FILTER command smtp in header_checks", Rules.BadContentActionText),
        ("header_checks", "PREPEND", "PREPEND action without text in header_checks map", Rules.BadContentActionText),
        ("header_checks", "PREPEND text", "bad PREPEND header text \"text\" in header_checks map", Rules.BadContentActionText),
        ("header_checks", "REPLACE", "REPLACE action without text in header_checks map", Rules.BadContentActionText),
        ("header_checks", "REPLACE a text", "bad REPLACE header text \"a text\" in header_checks map", Rules.BadContentActionText),
        ("header_checks", "replace X-New: text", null, null),
        ("header_checks", "WARN seen", null, null),
        ("header_checks", "info", null, null),
        ("header_checks", "IGNORE me", null, null),
        ("header_checks", "STRIP", null, null),
        ("header_checks", "OK", null, null),
        ("header_checks", "PREPEND X-Other : a", null, null),
        ("body_checks", "OKAY", "unknown command in body_checks map: OKAY", Rules.UnknownContentAction),
        ("body_checks", "PREPEND", "PREPEND action without text in body_checks map", Rules.BadContentActionText),
        ("body_checks", "PREPEND text", null, null),
        ("body_checks", "REPLACE text", null, null),
        ("smtp_header_checks", "REJECT no", "unsupported command in smtp_header_checks map: REJECT no", Rules.UnsupportedContentAction),
        ("smtp_header_checks", "HOLD", "unsupported command in smtp_header_checks map: HOLD", Rules.UnsupportedContentAction),
        ("smtp_header_checks", "FILTER smtp:", "unsupported command in smtp_header_checks map: FILTER smtp:", Rules.UnsupportedContentAction),
        ("smtp_header_checks", "DISCARD", "unsupported command in smtp_header_checks map: DISCARD", Rules.UnsupportedContentAction),
        ("smtp_header_checks", "PASS", "unsupported command in smtp_header_checks map: PASS", Rules.UnsupportedContentAction),
        ("smtp_header_checks", "BCC joe@example.com", "unsupported command in smtp_header_checks map: BCC joe@example.com", Rules.UnsupportedContentAction),
        ("smtp_header_checks", "REDIRECT joe@example.com", "unsupported command in smtp_header_checks map: REDIRECT joe@example.com", Rules.UnsupportedContentAction),
        ("smtp_header_checks", "DROP", "unsupported command in smtp_header_checks map: DROP", Rules.UnknownContentAction),
        ("smtp_header_checks", "REPLACE", "REPLACE action without text in smtp_header_checks map", Rules.BadContentActionText),
        ("smtp_header_checks", "PREPEND no", "bad PREPEND header text \"no\" in smtp_header_checks map", Rules.BadContentActionText),
        ("smtp_header_checks", "IGNORE", null, null),
        ("smtp_header_checks", "STRIP it", null, null),
        ("smtp_header_checks", "PREPEND X-A: b", null, null),
        ("smtp_body_checks", "WARN", null, null),
        ("smtp_body_checks", "HOLD", "unsupported command in smtp_body_checks map: HOLD", Rules.UnsupportedContentAction),
        ("smtp_body_checks", "REPLACE text", null, null),
    ];

    [RootFact("postfix")]
    public void Postfix_does_what_the_rules_say()
    {
        using var postfix = new PostfixInstance();
        using var sink = new MailSink();
        try
        {
            var rules = Results.Select((row, index) => (row.Table, Line: $"/^X-{index}-: /", row.Result)).ToArray();
            foreach (var table in Results.Select(row => row.Table).Distinct())
                postfix.WriteTable(table, string.Concat(rules.Where(rule => rule.Table == table).Select(rule => $"{rule.Line} {rule.Result}\n")));
            postfix.Configure(string.Join('\n', Results.Select(row => row.Table).Distinct().Select(table => $"{table} = regexp:{postfix.ConfigurationFolder}/{table}"))
                + $"\nmyhostname = mail.example.com\nrelayhost = [127.0.0.1]:{sink.Port}\n");
            postfix.Start();
            var lines = Enumerable.Range(0, Results.Length).Select(index => string.Create(CultureInfo.InvariantCulture, $"X-{index}-: x"));
            var headers = lines.Where((_, index) => Results[index].Table.Contains("header", StringComparison.Ordinal));
            var body = lines.Where((_, index) => Results[index].Table.Contains("body", StringComparison.Ordinal));
            postfix.Send("joe@example.org", $"A mail\n{string.Join('\n', headers)}", string.Join('\n', body));
            PostfixInstance.WaitUntil(() => postfix.Log.Contains("status=sent", StringComparison.Ordinal), "the mail has been sent");
            foreach (var (table, result, warning, _) in Results.Where(row => row.Warning is not null))
                Assert.True(postfix.Log.Contains($"warning: {warning}", StringComparison.Ordinal), $"{table}: {result}: {warning}");
            Assert.Equal(Results.Count(row => row.Warning is not null), postfix.Log.Split('\n').Count(line => line.Contains("_checks", StringComparison.Ordinal) && line.Contains("warning: ", StringComparison.Ordinal)));
        }
        finally
        {
            // Shown where the test fails.
            output.WriteLine(postfix.Log);
        }
    }

    [RootFact("postfix")]
    public void A_rejection_with_a_status_code_of_success_defers()
    {
        const string Result = "REJECT 2.0.0 no";
        Assert.Contains(TableFormat.HeaderChecks.Check("x", Result), problem => problem.Rule == Rules.BadContentActionText);
        using var postfix = new PostfixInstance();
        postfix.Configure($"myhostname = mail.example.com\nheader_checks = regexp:{postfix.WriteTable("header_checks", $"/^Subject:/ {Result}\n")}\n");
        postfix.Start();
        postfix.Send("joe@example.org", "A mail", "Text.");
        PostfixInstance.WaitUntil(() => postfix.Log.Contains("warning: bad DSN action in 2.0.0 no -- need 4.x.x or 5.x.x", StringComparison.Ordinal), "the warning is logged");
    }

    [Fact]
    public void The_rules_say_what_Postfix_does()
    {
        foreach (var (table, result, _, rule) in Results)
            Assert.Equal((table, result, rule?.Code), (table, result, TableFormat.ByName(table)!.Check("x", result).SingleOrDefault()?.Rule.Code));
    }
}
