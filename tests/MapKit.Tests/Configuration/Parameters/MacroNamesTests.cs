using System.Text.RegularExpressions;
using CsCheck;
using MapKit.Configuration.Parameters;

namespace MapKit.Tests.Configuration.Parameters;

/// <summary>The names in the macros of a value.</summary>
public sealed partial class MacroNamesTests
{
    private static readonly string[] Pieces = ["$", "{", "}", "(", ")", " ", "\n", "a", "b9", "_", "?", ":", "-", "\u00E9"];

    [Theory]
    [InlineData("", "")]
    [InlineData("price $$name", "")]
    [InlineData("$a, ${b}$(c)", "a b c")]
    [InlineData("$$$a", "a")]
    [InlineData("${a?$b}${c:{$d}}", "a b c d")]
    [InlineData("${ a }${\tb?x}", "a b")]
    [InlineData("${a{x}}$", "")]
    [InlineData("${{$a} == {x}?y}", "a")]
    public void Names_are_found_in_every_branch(string value, string names)
    {
        Assert.Equal(names, string.Join(' ', MacroNames.In(value)));
        Assert.All(MacroNames.PlacesIn(value), place => Assert.Equal(place.Name, value.Substring(place.Start, place.Name.Length)));
    }

    [Theory]
    [InlineData("$a ${b} $(c)", "a b c")]
    [InlineData("${a?x}${b:y}$(c?z)", "")]
    [InlineData("${a)$(b}${ c}", "")]
    [InlineData("$$a$$$b", "b")]
    public void A_name_with_a_condition_needs_no_value(string value, string names) => Assert.Equal(names, string.Join(' ', MacroNames.WithoutConditionIn(value)));

    [Fact]
    [Trait(Category.Name, Category.Random)]
    public void Random_values_have_the_names_of_the_expression() =>
        Gen.Int[0, Pieces.Length - 1].Select(index => Pieces[index]).Array[0, 12].Select(string.Concat).Sample(
            value =>
            {
                var uses = Macro().Matches(value).Select(match => match.Groups["name"]).Where(name => name.Success);
                Assert.Equal(uses.Select(name => (name.Value, name.Index)), MacroNames.PlacesIn(value));
                Assert.Equal(Plain().Matches(value).Select(match => match.Groups["name"].Value), MacroNames.WithoutConditionIn(value));
            },
            iter: 20_000);

    [GeneratedRegex(@"\$\$|\$(?:[{(][ \t\r\n]*(?<name>[A-Za-z0-9_]+)(?![A-Za-z0-9_{])|(?<name>[A-Za-z0-9_]+))", RegexOptions.CultureInvariant)]
    private static partial Regex Macro();

    [GeneratedRegex(@"(?<!\$)(?:\$\$)*\$(?:(?<name>[A-Za-z0-9_]+)|\{(?<name>[A-Za-z0-9_]+)\}|\((?<name>[A-Za-z0-9_]+)\))", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();
}
