using System.Text;
using MapKit.Lookup.Patterns;
using MapKit.Native.RegularExpressions;
using MapKit.Tests.Lookup.Patterns;

namespace MapKit.Tests.Native;

public class RegularExpressionsTests
{
    private const PatternOptions Extended = PatternOptions.ExtendedSyntax;

    [Fact]
    public void Regexp_groups_are_byte_ranges()
    {
        using var pattern = Engines.Regexp().Compile("(b)(x)?(c+)"u8, Extended);
        var groups = new (int, int)[5];
        Assert.Equal(3, pattern.Groups);
        Assert.True(pattern.TryMatch("abccd"u8, groups));
        Assert.Equal([(1, 4), (1, 2), (-1, -1), (2, 4), (-1, -1)], groups);
        Assert.True(pattern.TryMatch("bc"u8, groups.AsSpan(0, 1)));
        Assert.Equal((0, 2), groups[0]);
        Assert.False(pattern.TryMatch(""u8, groups));
    }

    [Fact]
    public void Pcre_groups_are_byte_ranges()
    {
        using var pattern = Engines.Pcre().Compile("(b)(x)?(c+)"u8, PatternOptions.None);
        var groups = new (int, int)[5];
        Assert.Equal(3, pattern.Groups);
        Assert.True(pattern.TryMatch("abccd"u8, groups));
        Assert.Equal([(1, 4), (1, 2), (-1, -1), (2, 4), (-1, -1)], groups);
        Assert.False(pattern.TryMatch(""u8, groups));
    }

    [Theory]
    [InlineData("^b", Extended, "a\nb", false)]
    [InlineData("^b", Extended | PatternOptions.MultiLine, "a\nb", true)]
    [InlineData("a+", Extended, "aa", true)]
    [InlineData("^a+$", PatternOptions.None, "aa", false)]
    [InlineData("A", Extended, "a", false)]
    [InlineData("A", Extended | PatternOptions.IgnoreCase, "a", true)]
    [InlineData("(a)", Extended | PatternOptions.NoGroups, "a", true)]
    [InlineData("^$", Extended, "", true)]
    [InlineData("", Extended, "a", true)]
    [InlineData("^.$", Extended, "\u00E9", true)]
    [InlineData("^.$", Extended, "\u00C3\u00A9", false)]
    [InlineData("\u00C9", Extended | PatternOptions.IgnoreCase, "\u00E9", false)]
    public void Regexp_flags_reach_the_engine(string expression, PatternOptions options, string subject, bool matches)
    {
        using var pattern = Engines.Regexp().Compile(Encoding.Latin1.GetBytes(expression), options);
        Assert.Equal(matches, pattern.TryMatch(Encoding.Latin1.GetBytes(subject), default));
    }

    [Fact]
    public void Regexp_matches_bytes_in_any_locale_of_the_host()
    {
        var engine = Engines.Regexp();
        var locale = PosixLibrary.NewLocale(PosixLibrary.EveryCategory, "C.UTF-8", 0);
        Assert.SkipWhen(locale == 0, "there is no locale C.UTF-8");
        var before = PosixLibrary.UseLocale(locale);
        try
        {
            using var pattern = engine.Compile("^caf.$"u8, Extended);
            Assert.False(pattern.TryMatch("caf\u00E9"u8, default));
            Assert.Equal(locale, PosixLibrary.UseLocale(0));
        }
        finally
        {
            PosixLibrary.UseLocale(before);
        }
    }

    [Fact]
    public void Empty_texts_are_matched()
    {
        using var pattern = Engines.Pcre().Compile(""u8, PatternOptions.None);
        Assert.True(pattern.TryMatch(""u8, default));
        Assert.True(pattern.TryMatch("a"u8, default));
    }

    [Fact]
    public void Long_subjects_are_matched_whole()
    {
        var subject = Encoding.ASCII.GetBytes(new string('a', 100_000) + "b");
        var groups = new (int, int)[1];
        using var regexp = Engines.Regexp().Compile("b$"u8, Extended);
        Assert.True(regexp.TryMatch(subject, groups));
        Assert.Equal((100_000, 100_001), groups[0]);
        using var pcre = Engines.Pcre().Compile("b$"u8, PatternOptions.None);
        Assert.True(pcre.TryMatch(subject, groups));
        Assert.Equal((100_000, 100_001), groups[0]);
    }

    [Fact]
    public void A_refused_expression_is_an_exception_with_the_engines_message()
    {
        var regexp = Assert.Throws<PatternException>(() => Engines.Regexp().Compile("a\\{1"u8, PatternOptions.None));
        Assert.True(regexp.Code > 0);
        Assert.Equal(-1, regexp.Offset);
        Assert.NotEqual("", regexp.Message);
        var pcre = Assert.Throws<PatternException>(() => Engines.Pcre().Compile("ab)"u8, PatternOptions.None));
        Assert.Equal((2, "unmatched closing parenthesis"), (pcre.Offset, pcre.Message));
    }

    [Fact]
    public void The_engines_serve_several_threads()
    {
        var (regexp, pcre) = (Engines.Regexp(), Engines.Pcre());
        Parallel.For(0, 64, number =>
        {
            var text = Encoding.ASCII.GetBytes($"n{number}");
            using var first = regexp.Compile(text, Extended);
            using var second = pcre.Compile(text, PatternOptions.None);
            Assert.True(first.TryMatch(text, default) && second.TryMatch(text, default));
            Assert.False(first.TryMatch("none"u8, default) || second.TryMatch("none"u8, default));
        });
    }
}
