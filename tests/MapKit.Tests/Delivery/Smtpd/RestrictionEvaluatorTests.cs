using MapKit.Delivery;
using MapKit.Delivery.Smtpd;
using MapKit.Delivery.Smtpd.Restrictions;
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
}
