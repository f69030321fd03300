using System.Diagnostics;
using MapKit.Tables;

namespace MapKit.Tests.Tables;

/// <summary>
/// Time grows with the length of a value and no faster, and no nesting is deep enough for the stack. The limits leave room for
/// a busy machine; what grows with the square takes longer.
/// </summary>
[Collection(HostileTextTests.Alone)]
public class HostileTextTests
{
    public const string Alone = "alone, for the clock";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    [Theory]
    [Trait(Category.Name, Category.Slow)]
    [InlineData("transport", "smtp:")]
    [InlineData("generic", "")]
    [InlineData("sasl_passwd", "")]
    [InlineData("aliases", "")]
    [InlineData("virtual", "")]
    [InlineData("canonical", "")]
    [InlineData("relocated", "")]
    [InlineData("access", "")]
    [InlineData("access", "FILTER x:")]
    [InlineData("access", "BCC a@")]
    [InlineData("sender_relay", "")]
    [InlineData("sender_transport", "x:")]
    public void A_hundred_kilobytes_of_nonsense_are_judged_in_a_moment(string format, string start)
    {
        foreach (var piece in new[] { "(", "\"", "\\", "[", "<", ">", ",", ";", ":", ".", "\"a\\", ":;", "{", "# ", "a ", "1." })
        {
            var text = string.Concat(Enumerable.Repeat(piece, 100_000 / piece.Length));
            Check(format, text, start + text);
        }
    }

    [Theory]
    [InlineData("transport", "smtp:", "a-,")]
    [InlineData("generic", "", "a b,")]
    [InlineData("aliases", "", "a b ")]
    [InlineData("aliases", "|x ", "a b ")]
    [InlineData("aliases", "", "a,,")]
    [InlineData("virtual", "", "|a,")]
    [InlineData("virtual", "", "a,,")]
    [InlineData("access", "", "permit, ")]
    public void Thousands_of_findings_in_one_value_take_a_moment(string format, string start, string piece) =>
        Check(format, "x", start + string.Concat(Enumerable.Repeat(piece, 50_000)));

    private static void Check(string format, string key, string value)
    {
        var clock = Stopwatch.StartNew();
        TableFormat.ByName(format)!.Check(key, value);
        Assert.True(clock.Elapsed < Limit, $"{value[..10]} took {clock.ElapsedMilliseconds} ms");
    }
}
