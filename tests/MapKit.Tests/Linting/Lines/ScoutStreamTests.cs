using System.Text;
using CsCheck;
using MapKit.Linting.Lines;

namespace MapKit.Tests.Linting.Lines;

/// <summary>What is seen of a source in passing does not depend on where one reading ends and the next begins.</summary>
public sealed class ScoutStreamTests
{
    [Theory]
    [InlineData("ivan@example.com smtp:\neve@example.com smtp:\nif-mail.example if\n", true, false)]
    [InlineData("ivan@example.com smtp:\neve@example.com smtp:\nendive@example.com a\n", false, false)]
    [InlineData("a b\nif /x/\n", true, false)]
    [InlineData("a b\nENDIF\n", true, false)]
    [InlineData("a b\ni\ne\nend\n", false, false)]
    [InlineData("a b\n/x/ y\n", true, false)]
    [InlineData("a b\n!x y\n", true, false)]
    [InlineData("a b\r\n", true, false)]
    [InlineData("a b\n c\n", true, false)]
    [InlineData("a caf\u00E9\n", true, false)]
    [InlineData("10.0.0.0/8 OK\n", true, false)]
    [InlineData("[::1]/128 OK\n", true, false)]
    [InlineData("joe joe/\njane /var/mail/jane\nx y/2\n", false, false)]
    [InlineData("# a comment\na b\n", false, false)]
    [InlineData("# mapkit: allow MK2103\na b\n", false, true)]
    [InlineData("#mapkit: allow MK2103\na b\n", false, true)]
    [InlineData("a b\n  # mapkit: allow MK2103\n", true, true)]
    [InlineData("# maps of the kit\n# mapki\na b\n", false, false)]
    public void The_result_does_not_depend_on_how_a_text_is_split(string text, bool isOdd, bool hasDirective)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        for (var length = 1; length <= bytes.Length; length++) Assert.Equal((isOdd, hasDirective), Look(bytes, () => length));
    }

    [Fact]
    [Trait(Category.Name, Category.Random)]
    public void The_result_does_not_depend_on_how_random_texts_are_split()
    {
        var word = Gen.Int[0, 15].Select(number => (string[])["ivan", "e", "if ", "endif", "#", "# mapkit: ", "/", "1/2", " ", "\n", "\n", "\n", "a b", "user@example.com", "#    ", new string('#', 300)] is var words ? words[number] : "");
        Gen.Select(word.Array[1, 30], Gen.Int[1, 40].Array[1, 6]).Sample(
            (words, lengths) =>
            {
                // The last line ends, as what it is without its end may stay open.
                var bytes = Encoding.Latin1.GetBytes(string.Concat(words) + "\n");
                var next = 0;
                Assert.Equal(Look(bytes, () => bytes.Length), Look(bytes, () => lengths[next++ % lengths.Length]));
            },
            iter: 20_000);
    }

    private static (bool Odd, bool Directive) Look(byte[] text, Func<int> lengthOfNext)
    {
        using var source = new MemoryStream(text);
        using var scout = new ScoutStream(source);
        while (scout.Read(new byte[lengthOfNext()]) > 0)
        {
            // Only what it has seen counts.
        }

        return (scout.SawOddLine, scout.SawDirective);
    }
}
