using System.Text.RegularExpressions;
using MapKit.Configuration.Parameters;
using MapKit.Delivery;
using MapKit.Postfix;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Delivery;

/// <summary>
/// Every parameter that a daemon on the path of a mail reads is followed by an explanation, named in a note if it is set, or listed in
/// testdata/delivery/without-effect.txt as one that does not change where a mail goes.
/// </summary>
public sealed partial class FollowedParametersTests
{
    private static readonly string[] Daemons = ["*", "smtpd", "cleanup", "trivial-rewrite", "qmgr", "local", "virtual", "smtp", "lmtp", "error", "pipe"];

    [Fact]
    public void Every_parameter_of_the_daemons_on_the_path_is_followed_or_named_or_has_no_effect()
    {
        var decided = Followed().Concat(UnfollowedSettings.All).Concat(WithoutEffect()).ToHashSet(StringComparer.Ordinal);
        var undecided = ParameterCatalogue.Names
            .Where(name => ParameterCatalogue.Find(name, PostfixVersion.Postfix312) is { } parameter && parameter.Programs.Intersect(Daemons).Any() && !decided.Contains(name))
            .Order(StringComparer.Ordinal);
        Assert.Empty(undecided);
    }

    [Fact]
    public void A_parameter_without_effect_is_not_named_in_a_note() => Assert.Empty(WithoutEffect().Intersect(UnfollowedSettings.All));

    [Fact]
    public void A_parameter_that_is_set_and_not_followed_is_named()
    {
        using var folder = new DeliveryFolder("smtp_reply_filter = static:x ;; smtpd_proxy_filter = 127.0.0.1:10025 ;; smtp_tls_security_level = encrypt ;; header_checks = static:x ;; strict_rfc821_envelopes = no");
        var text = DeliveryFolder.TextOf(folder.Explain("bob@example.org"));
        foreach (var parameter in (string[])["smtp_reply_filter is set", "smtpd_proxy_filter is set", "smtp_tls_security_level is encrypt", "header_checks is set"])
            Assert.Contains(parameter, text, StringComparison.Ordinal);
        Assert.DoesNotContain("strict_rfc821_envelopes", text, StringComparison.Ordinal);
    }

    /// <summary>The names in the source of the model, with the programs and lists that it inserts into them.</summary>
    private static IEnumerable<string> Followed()
    {
        foreach (var file in Directory.EnumerateFiles(RepositoryFiles.Path("src", "MapKit", "Delivery"), "*.cs", SearchOption.AllDirectories))
        {
            foreach (Match literal in Literal().Matches(File.ReadAllText(file)))
            {
                var text = literal.Groups["name"].Value;
                if (!text.Contains('{', StringComparison.Ordinal)) yield return text;
                else foreach (var inserted in (string[])["smtp", "lmtp", "local", "virtual", "pipe", "sender", "recipient", "mailbox_transport", "fallback_transport", "local_recipient", "relay_recipient", "virtual_mailbox"])
                    yield return Insertion().Replace(text, inserted);
            }
        }
    }

    private static IEnumerable<string> WithoutEffect() =>
        File.ReadLines(RepositoryFiles.Path("testdata", "delivery", "without-effect.txt")).Where(line => line.Length > 0 && line[0] != '#');

    [GeneratedRegex("\"(?<name>[a-z0-9_]*(?:\\{[^}]*\\})?[a-z0-9_]+)\"")]
    private static partial Regex Literal();

    [GeneratedRegex("\\{[^}]*\\}")]
    private static partial Regex Insertion();
}
