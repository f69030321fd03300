namespace MapKit.Cli.Tests.Help;

/// <summary>The help fits a terminal, and what it shows can be typed.</summary>
public class HelpTests
{
    private const int Width = 80;

    /// <summary>Of the 24 lines of a terminal one holds the command line and one the next prompt.</summary>
    private const int Height = 22;

    public static TheoryData<string> Names => new(Verbs.All.Select(verb => verb.Name));

    public static TheoryData<string> ExampleLines => new(Verbs.All.SelectMany(verb => verb.Examples).Select(example => example.Line));

    [Theory]
    [InlineData]
    [InlineData("help")]
    [InlineData("--help")]
    [InlineData("-h")]
    public void The_overview_fits_80_columns_and_24_lines(params string[] line)
    {
        var run = CommandRun.Of(line);
        Assert.Equal((0, ""), (run.Status, run.Error));
        var lines = run.Output.TrimEnd('\n').Split('\n');
        Assert.InRange(lines.Length, 10, Height);
        Assert.All(lines, text => Assert.InRange(text.Length, 0, Width));
        Assert.All(Verbs.All, verb => Assert.Contains($" {verb.Name} ", run.Output, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_help_of_a_verb_names_its_options_and_has_examples(string verb)
    {
        var run = CommandRun.Of("help", verb);
        Assert.Equal((0, ""), (run.Status, run.Error));
        Assert.Equal(run.Output, CommandRun.Of(verb, "--help").Output);
        Assert.Equal(run.Output, CommandRun.Of(verb, "-h").Output);
        Assert.All(run.Output.Split('\n'), text => Assert.InRange(text.Length, 0, Width));
        Assert.Contains($"\nUsage: mapkit {verb} [OPTION]...", run.Output, StringComparison.Ordinal);
        using var environment = CommandRun.NoEnvironment();
        Assert.All(MapkitCommand.CommandOf(Verbs.ByName(verb)!, environment).Options.Where(option => !option.Hidden), option => Assert.Contains(option.Name, run.Output, StringComparison.Ordinal));
        Assert.InRange(Verbs.ByName(verb)!.Examples.Count, 1, 3);
    }

    [Fact]
    public void The_help_of_a_part_of_a_verb_is_like_that_of_a_verb()
    {
        var run = CommandRun.Of("help", "explain", "session");
        Assert.Equal((0, ""), (run.Status, run.Error));
        Assert.Equal(run.Output, CommandRun.Of("explain", "session", "--help").Output);
        Assert.StartsWith("Show what the SMTP server answers to a client, restriction by restriction, and\nwhich line", run.Output, StringComparison.Ordinal);
        Assert.Contains("\nUsage: mapkit explain session [OPTION]...\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("  mapkit explain session --client", run.Output, StringComparison.Ordinal);
        Assert.All(run.Output.Split('\n').Where(line => !line.StartsWith("  mapkit ", StringComparison.Ordinal)), line => Assert.InRange(line.Length, 0, Width));
    }

    [Theory]
    [MemberData(nameof(ExampleLines))]
    public void An_example_is_a_right_command_line(string line)
    {
        var words = line.Split([" < ", " > "], StringSplitOptions.None)[0].Replace("'", "", StringComparison.Ordinal).Split(' ');
        Assert.Equal("mapkit", words[0]);
        using var environment = CommandRun.NoEnvironment();
        var parsed = MapkitCommand.CommandOf(Verbs.ByName(words[1])!, environment).Parse(words[2..]);
        Assert.Empty(UsageError.MessagesFor(parsed));
    }

    [Fact]
    public void Help_about_no_verb_is_a_usage_error()
    {
        var run = CommandRun.Of("help", "complie");
        Assert.Equal((2, "", "mapkit: error: no such verb: complie; did you mean compile?\n"), (run.Status, run.Output, run.Error));
    }
}
