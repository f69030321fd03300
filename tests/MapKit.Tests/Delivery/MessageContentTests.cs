using MapKit.Delivery;
using MapKit.Delivery.Smtpd;
using MapKit.Operations.Explain;

namespace MapKit.Tests.Delivery;

/// <summary>
/// What header and body checks do with a given message. The real cleanup(8) and smtp(8) are beside explain in
/// <c>ExplainedMessageTests</c> and <c>ContentCheckScenarioTests</c>.
/// </summary>
public sealed class MessageContentTests
{
    private const string Checks = "header_checks = regexp:DIR/header ;; body_checks = regexp:DIR/body";

    [Theory]
    [InlineData("REJECT no drugs", "550 5.7.1 no drugs")]
    [InlineData("REJECT", "550 5.7.1 message content rejected")]
    [InlineData("REJECT 4.7.9 later", "451 4.7.9 later")]
    public void A_rejection_is_the_servers_reply(string action, string reply)
    {
        using var folder = new DeliveryFolder(Checks);
        folder.Write("header", $"/^Subject:/ {action}\n");
        folder.Write("body", "");
        var explanation = folder.Explain("bob@example.org", message: "Subject: x\n\ntext\n");
        Assert.Equal(ExplainOutcome.NotFound, explanation.Outcome);
        Assert.Contains($"the SMTP server does not accept the message: {reply}", DeliveryFolder.TextOf(explanation), StringComparison.Ordinal);
        Assert.DoesNotContain("mail for", DeliveryFolder.TextOf(explanation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DISCARD", "discarded")]
    [InlineData("HOLD", "held")]
    [InlineData("FILTER smtp:[192.0.2.9]:10025", "smtp:[192.0.2.9]:10025")]
    [InlineData("redirect boss@example.net", "smtp:example.net")]
    [InlineData("BCC boss@example.net", "smtp:example.org,smtp:example.net")]
    [InlineData("WARN", "smtp:example.org")]
    [InlineData("FILTER nowhere", "smtp:example.org")]
    public void An_action_decides_where_the_message_goes(string action, string results)
    {
        using var folder = new DeliveryFolder(Checks);
        folder.Write("header", "");
        folder.Write("body", $"/^mark$/ {action}\n");
        Assert.Equal(results.Split(','), folder.Explain("bob@example.org", message: "Subject: x\n\nmark\n").Results);
    }

    [Fact]
    public void Without_a_message_a_note_names_the_checks()
    {
        using var folder = new DeliveryFolder("header_checks = regexp:DIR/header ;; smtp_header_checks = regexp:DIR/header");
        var text = DeliveryFolder.TextOf(folder.Explain("bob@example.org"));
        Assert.Contains("mime_header_checks is set, but no message is given (--message)", text, StringComparison.Ordinal);
        Assert.Contains("smtp_header_checks is set, but no message is given (--message)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_that_cannot_answer_defers_the_message()
    {
        using var folder = new DeliveryFolder("header_checks = texthash:DIR/missing");
        var explanation = folder.Explain("bob@example.org", message: "Subject: x\n\n");
        Assert.Equal(ExplainOutcome.Trouble, explanation.Outcome);
        Assert.Contains("451 4.3.0 Error: queue file write error", DeliveryFolder.TextOf(explanation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no_header_body_checks", "smtp:example.org")]
    [InlineData("no_milters", "discarded")]
    public void Receive_override_options_turn_the_checks_off(string option, string result)
    {
        using var folder = new DeliveryFolder($"{Checks} ;; receive_override_options = {option}");
        folder.Write("header", "/^Subject:/ DISCARD\n");
        folder.Write("body", "");
        Assert.Equal([result], folder.Explain("bob@example.org", message: "Subject: x\n\n").Results);
    }

    [Fact]
    public void A_message_that_is_too_large_is_rejected()
    {
        using var folder = new DeliveryFolder("message_size_limit = 20");
        Assert.Contains("552 5.3.4 Error: message file too big", DeliveryFolder.TextOf(folder.Explain("bob@example.org", message: "Subject: x\n\n1234567\n")), StringComparison.Ordinal);
        Assert.DoesNotContain("552", DeliveryFolder.TextOf(folder.Explain("bob@example.org", message: "A: b\n\n1234567\n")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_Delivered_To_header_of_the_recipient_is_a_loop()
    {
        using var folder = new DeliveryFolder("alias_maps = inline:{bob=bob@example.org}");
        Assert.Contains("5.4.6", Statuses(folder.Explain("bob@example.com", message: "Delivered-To: bob@example.com\n\n")));
        Assert.DoesNotContain("5.4.6", Statuses(folder.Explain("bob@example.com", message: "Delivered-To: other@example.com\n\n")));
    }

    [Fact]
    public void The_clients_checks_see_the_message_as_cleanup_leaves_it()
    {
        using var folder = new DeliveryFolder("header_checks = regexp:DIR/header ;; smtp_header_checks = regexp:DIR/client");
        folder.Write("header", "/^X-Old:/ REPLACE X-New: 1\n");
        folder.Write("client", "/^X-New:/ IGNORE\n/^X-Old:/ WARN\n");
        var text = DeliveryFolder.TextOf(folder.Explain("bob@example.org", message: "X-Old: 1\n\n"));
        Assert.Contains("the header becomes X-New: 1", text, StringComparison.Ordinal);
        Assert.Contains("the header is deleted", text, StringComparison.Ordinal);
        Assert.DoesNotContain("logs a warning", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10.0.0.1", "are not rewritten")]
    [InlineData("127.0.0.1", "joe becomes joe@mx.example.com (completed)")]
    public void Addresses_in_headers_are_rewritten_for_local_clients(string client, string said)
    {
        using var folder = new DeliveryFolder("smtpd_relay_restrictions = permit ;; smtpd_recipient_restrictions = reject_unauth_destination, permit ;; mynetworks = 127.0.0.1");
        var session = new SmtpSession { Address = client, Name = "unknown" };
        Assert.Contains(said, DeliveryFolder.TextOf(folder.Explain("bob@example.com", message: "From: joe\n\n", session: session)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bounced", true)]
    [InlineData("bounced 5.7.1", true)]
    [InlineData("bounced 5.1.1", false)]
    [InlineData("rejected", true)]
    [InlineData("rejected 550", true)]
    [InlineData("rejected 550 5.7.1", true)]
    [InlineData("rejected 554", false)]
    [InlineData("deferred", false)]
    [InlineData("discarded", false)]
    public void A_line_of_expectations_names_the_verdict(string expected, bool isMet)
    {
        using var folder = new DeliveryFolder(Checks);
        folder.Write("header", "/^Subject:/ REJECT\n");
        folder.Write("body", "");
        var explanation = folder.Explain("bob@example.org", message: "Subject: x\n\n");
        Assert.Equal(isMet, new Expectation(1, "delivery", "bob@example.org", expected).IsMetBy(explanation));
        Assert.Equal("rejected 550 5.7.1 message content rejected", new Expectation(1, "delivery", "bob@example.org", expected).Actual(explanation));
    }

    [Theory]
    [InlineData("relayed smtp:[relay.example.net]:587 as bob", true)]
    [InlineData("relayed smtp:[relay.example.net]:587", true)]
    [InlineData("relayed smtp:[relay.example.net]:587 as joe", false)]
    [InlineData("relayed smtp:[relay.example.net]", false)]
    [InlineData("deferred", false)]
    public void A_line_of_expectations_names_the_login(string expected, bool isMet)
    {
        using var folder = new DeliveryFolder("relayhost = [relay.example.net]:587 ;; smtp_sasl_auth_enable = yes ;; smtp_sasl_password_maps = inline:{{[relay.example.net]:587 = bob:secret}}");
        Assert.Equal(isMet, new Expectation(1, "delivery", "x@example.org", expected).IsMetBy(folder.Explain("x@example.org")));
    }

    [Fact]
    public void A_deferral_is_a_verdict_although_nothing_is_known_of_the_rest()
    {
        using var folder = new DeliveryFolder("transport_maps = texthash:DIR/missing");
        var explanation = folder.Explain("bob@example.org");
        Assert.Equal(ExplainOutcome.Trouble, explanation.Outcome);
        Assert.True(new Expectation(1, "delivery", "bob@example.org", "deferred").IsMetBy(explanation));
        Assert.False(new Expectation(1, "delivery", "bob@example.org", "smtp:example.org").IsMetBy(explanation));
    }

    private static IEnumerable<string> Statuses(Explanation explanation) => Nodes(explanation.Steps).SelectMany(node => node.Facts).Where(fact => fact.Name == "status").Select(fact => fact.Value);

    private static IEnumerable<ExplanationNode> Nodes(IEnumerable<ExplanationNode> nodes) => nodes.SelectMany(node => Nodes(node.Children).Prepend(node));
}
