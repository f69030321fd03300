namespace MapKit.Tests.Linting;

/// <summary>Comments that silence rules for one entry.</summary>
public class AllowanceTests
{
    [Theory]
    [InlineData("# mapkit: allow MK1005\na: 1\nb 2\nc 3\n")]
    [InlineData("#mapkit:allow MK1005 because the key is so\n# more\na: 1\nb 2\nc 3\n")]
    [InlineData("# mapkit: allow MK1005, MK1013\na: 1\n\n  2\nb 2\nc 3\n")]
    [InlineData("b 2\nc 3\n  # mapkit: allow MK1005\na: 1\n")]
    public void The_rule_is_silent_for_the_entry_below(string text) => Assert.Empty(Linted.Findings(text));

    [Fact]
    public void The_comment_applies_only_to_that_entry() => Assert.Equal(
        ["3:1: warning MK1005: \"b:\" ends in a colon, which becomes part of the key; is this an alias file?"],
        Linted.Findings("# mapkit: allow MK1005\na: 1\nb: 2\nc 3\nd 4\n"));

    [Theory]
    [InlineData("# mapkit: allow MK1005\na 1\n", "1:17: info MK1016: MK1005 finds nothing in the entry below")]
    [InlineData("# mapkit: allow MK1005\n\na 1\n", "1:17: info MK1016: MK1005 finds nothing in an entry, as none begins on the next line")]
    [InlineData("a 1\n# mapkit: allow MK2005\n", "2:17: info MK1016: MK2005 finds nothing in an entry, as none begins on the next line")]
    [InlineData("# mapkit: alow MK1005\na 1\n", "1:3: info MK1016: the comment names no rule to allow")]
    public void A_comment_that_silences_nothing_is_reported(string text, string finding) => Assert.Equal([finding], Linted.Findings(text));

    [Fact]
    public void A_finding_below_the_level_does_not_count_as_silenced() =>
        Assert.Empty(Linted.Findings("# mapkit: allow MK1005\na 1\n", level: MapKit.Diagnostics.Severity.Warning));
}
