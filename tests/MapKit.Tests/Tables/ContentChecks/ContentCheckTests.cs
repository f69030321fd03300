using MapKit.Tables;
using MapKit.Tables.ContentChecks;

namespace MapKit.Tests.Tables.ContentChecks;

/// <summary>Header and body checks: what is read, and whole findings.</summary>
public class ContentCheckTests
{
    private const string Passed = "is not an action; Postfix logs a warning and passes the line as it is";

    [Theory]
    [InlineData("header_checks", "DELETE", $"MK2911 0+6: \"DELETE\" {Passed} [write IGNORE to delete the line, or DISCARD for the whole message]")]
    [InlineData("header_checks", "REJCT no", $"MK2911 0+5: \"REJCT\" {Passed} [write REJECT]")]
    [InlineData("header_checks", "550 no", $"MK2911 0+3: \"550\" {Passed} [write REJECT and the text]")]
    [InlineData("header_checks", "nonsense", $"MK2911 0+8: \"nonsense\" {Passed} [write REJECT, DISCARD, IGNORE, WARN, DUNNO or another action of header_checks(5)]")]
    [InlineData("smtp_header_checks", "REJECT no", "MK2912 0+6: there is no REJECT in the header checks of the SMTP client; Postfix logs \"unsupported command\" and passes the line as it is [use header_checks or body_checks, which are applied when mail is received]")]
    [InlineData("milter_header_checks", "PREPEND X: y", "MK2912 0+7: there is no PREPEND in milter_header_checks; Postfix logs \"unsupported command\" and passes the line as it is [use header_checks, or REPLACE]")]
    [InlineData("header_checks", "REDIRECT", "MK2913 0+8: REDIRECT needs an address with a domain; Postfix logs a warning and ignores the entry [write REDIRECT user@domain]")]
    [InlineData("header_checks", "FILTER smtp", "MK2913 7+4: FILTER needs transport:destination; Postfix logs a warning and ignores the entry [write FILTER transport:destination, or FILTER transport: for the domain of the recipient]")]
    [InlineData("header_checks", "FILTER smtp:[a", "MK2102 12+1: the bracket in \"[a\" is never closed; the SMTP client cannot use it and Postfix defers the mail [close it: [host] or [host]:port]")]
    [InlineData("header_checks", "REPLACE a text", "MK2913 8+6: REPLACE needs a whole header; Postfix logs a warning and ignores the entry [write REPLACE name: value]")]
    [InlineData("body_checks", "REPLACE", "MK2913 0+7: REPLACE needs a text; Postfix logs a warning and ignores the entry [write REPLACE and the line]")]
    [InlineData("header_checks", "REJECT no # spam", "MK2005 10+6: a # inside a line does not begin a comment; Postfix reads the text as part of the value [put the comment on a separate line]")]
    public void A_mistake_is_reported(string format, string result, string finding) => Assert.Equal(finding, Shown.Problems(TableFormat.ByName(format)!.Check("x", result)));

    [Fact]
    public void An_action_is_typed()
    {
        var entry = TableFormat.HeaderChecks.FromText("X-Spam:", "filter scan:[127.0.0.1]:10024", out _)!;
        Assert.Equal((ContentActionKind.Filter, "scan", ContentCheckUse.Header), (entry.Action.Kind, entry.Action.Filter!.Transport, entry.Use));
        Assert.Equal("joe@example.com", TableFormat.BodyChecks.FromText("x", "BCC joe@example.com", out _)!.Action.Recipient!.ToString());
        Assert.Equal(ContentActionKind.Dunno, TableFormat.SmtpBodyChecks.FromText("x", "OK", out _)!.Action.Kind);
    }
}
