using MapKit.Delivery;

namespace MapKit.Tests.Delivery;

/// <summary>What the SMTP server answers to RCPT TO. Each reply is what a Postfix 3.7.11 with the same settings answered.</summary>
public sealed class SmtpServerReplyTests
{
    [Theory]
    [InlineData("virtual_alias_maps = hash:DIR/missing", "ghost@example.com", "451 4.3.0 <ghost@example.com>: Temporary lookup failure")]
    [InlineData("canonical_maps = hash:DIR/missing", "bob@example.org", "451 4.3.0 <bob@example.org>: Temporary lookup failure")]
    [InlineData("transport_maps = hash:DIR/missing", "bob@example.org", "451 4.3.0 <bob@example.org>: Temporary lookup failure")]
    [InlineData("relocated_maps = fail:here", "bob@example.org", "451 4.3.0 <bob@example.org>: Temporary lookup failure")]
    [InlineData("mydestination = hash:DIR/missing", "bob@example.org", "451 4.3.0 <bob@example.org>: Temporary lookup failure")]
    [InlineData("relay_domains = DIR/missing", "bob@example.org", "451 4.3.0 <bob@example.org>: Temporary lookup failure")]
    [InlineData("local_recipient_maps = texthash:DIR/missing", "bob@example.com", "451 4.3.0 <bob@example.com>: Temporary lookup failure")]
    [InlineData("virtual_alias_maps = regexp:DIR/empty", "bob@example.org", "451 4.3.5 Server configuration error")]
    [InlineData("local_recipient_maps = inline:{x=y}", "ghost@example.com", "550 5.1.1 <ghost@example.com>: Recipient address rejected: User unknown in local recipient table")]
    [InlineData("local_recipient_maps = inline:{x=y} ;; unknown_local_recipient_reject_code = 450", "ghost@example.com", "450 4.1.1 <ghost@example.com>: Recipient address rejected: User unknown in local recipient table")]
    [InlineData("local_recipient_maps = inline:{x=y} ;; soft_bounce = yes", "ghost@example.com", "450 4.1.1 <ghost@example.com>: Recipient address rejected: User unknown in local recipient table")]
    [InlineData("transport_maps = inline:{{example.org = retry:4.7.0 later}}", "bob@example.org", "450 4.7.0 <bob@example.org>: Recipient address rejected: later")]
    [InlineData("relocated_maps = inline:{bob@example.org=new@example.net}", "bob@example.org", "550 5.1.6 <bob@example.org>: Recipient address rejected: User has moved to new@example.net")]
    [InlineData("virtual_alias_maps = static:bob@example.com", "x@a..b", "501 5.1.3 Bad recipient address syntax")]
    [InlineData("", "a,b@example.com", "501 5.1.3 Bad recipient address syntax")]
    [InlineData("", "-x@example.com", "501 5.1.3 Bad recipient address syntax")]
    [InlineData("", "bob@192.0.2.50", "501 5.1.3 Bad recipient address syntax")]
    [InlineData("smtputf8_enable = no", "bob@bücher.example", "501 5.1.3 Bad recipient address syntax")]
    [InlineData("smtpd_reject_unlisted_sender = yes ;; local_recipient_maps = inline:{x=y}", "bob@example.org", "550 5.1.0 <ghost@example.com>: Sender address rejected: User unknown in local recipient table", "ghost@example.com")]
    [InlineData("smtpd_reject_unlisted_sender = yes ;; relocated_maps = inline:{ghost@example.org=x}", "bob@example.org", "550 5.1.7 <ghost@example.org>: Sender address rejected: User has moved to x", "ghost@example.org")]
    public void A_refusal_is_the_servers_reply(string settings, string recipient, string reply, string sender = "alice@example.org")
    {
        using var folder = new DeliveryFolder(settings);
        folder.Write("empty", "/zz/ x\n/bob/\n");
        var refusal = Nodes(folder.Explain(recipient, sender).Steps).First(node => node.Text.StartsWith("the SMTP server refuses it: ", StringComparison.Ordinal));
        Assert.Equal($"the SMTP server refuses it: {reply}", refusal.Text);
    }

    [Theory]
    [InlineData("relocated_maps = inline:{postmaster@mx.example.com=x}", "postmaster")]
    [InlineData("resolve_numeric_domain = yes", "bob@192.0.2.50")]
    [InlineData("", "bob@[192.0.2.051]")]
    [InlineData("", "(comment)bob@example.org")]
    [InlineData("", "@gw.example.net:bob@example.org")]
    [InlineData("local_recipient_maps = inline:{x=y} ;; receive_override_options = no_unknown_recipient_checks", "ghost@example.com")]
    [InlineData("local_recipient_maps = inline:{x=y} ;; virtual_alias_maps = inline:{ghost@example.com=bob@example.org}", "ghost@example.com")]
    public void A_recipient_is_accepted(string settings, string recipient)
    {
        using var folder = new DeliveryFolder(settings);
        Assert.DoesNotContain("rejects", DeliveryFolder.TextOf(folder.Explain(recipient)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("x[")]
    [InlineData("'\"")]
    public void Without_an_SMTP_server_a_bad_address_is_still_one(string recipient)
    {
        using var folder = new DeliveryFolder("");
        folder.Write("master.cf", "");
        Assert.Contains("bad address syntax", DeliveryFolder.TextOf(folder.Explain(recipient)), StringComparison.Ordinal);
    }

    private static IEnumerable<ExplanationNode> Nodes(IEnumerable<ExplanationNode> nodes) => nodes.SelectMany(node => Nodes(node.Children).Prepend(node));
}
