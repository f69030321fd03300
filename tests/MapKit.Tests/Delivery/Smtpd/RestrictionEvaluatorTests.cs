using MapKit.Delivery;
using MapKit.Delivery.Smtpd;
using MapKit.Delivery.Smtpd.Restrictions;
using MapKit.Operations.Explain;
using MapKit.Tables.Access;
using MapKit.Tests.Peers;
using PostfixConfiguration = MapKit.Configuration.PostfixConfiguration;

namespace MapKit.Tests.Delivery.Smtpd;

public class RestrictionEvaluatorTests
{
    [Fact]
    public void Every_restriction_that_lint_knows_can_be_evaluated()
    {
        using var folder = new TemporaryFolder();
        folder.Write("main.cf", "");
        using var context = new ExplainContext(PostfixConfiguration.Load(folder.Path), new ExplainOptions());
        using var server = new SmtpServer(context, null);
        var known = new RestrictionEvaluator(new SessionState(server, new SmtpSession(), new Assumptions(new Dictionary<string, string>()))).Known.ToHashSet();

        // The first is a part of the evaluation of lists, the second is two others.
        string[] elsewhere = ["warn_if_reject", "reject_sender_login_mismatch"];
        Assert.Equal(AccessWords.Restrictions.Except(elsewhere).Order(StringComparer.Ordinal), known.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Classes_that_use_others_twice_at_every_level_end_with_a_message()
    {
        using var folder = new TemporaryFolder();
        var classes = Enumerable.Range(0, 40).Select(level => $"r{level} = r{level + 1} r{level + 1}\n");
        folder.Write("main.cf", $"mydestination = example.com\nmynetworks = 127.0.0.1\nlocal_recipient_maps =\nsmtpd_restriction_classes = {string.Join(' ', Enumerable.Range(0, 41).Select(level => $"r{level}"))}\n{string.Concat(classes)}r40 = permit_mynetworks\nsmtpd_recipient_restrictions = r0, reject\n");
        var session = new SmtpSession { Address = "192.0.2.1", Recipient = "joe@example.com" };
        var failure = Assert.Throws<FormatException>(() => ExplainOperation.Session(PostfixConfiguration.Load(folder.Path), session, new ExplainOptions()));
        Assert.Contains("more than 10000 restrictions", failure.Message, StringComparison.Ordinal);
    }
}
