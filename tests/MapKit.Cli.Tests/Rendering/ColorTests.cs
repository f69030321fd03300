using MapKit.Cli.Rendering;

namespace MapKit.Cli.Tests.Rendering;

/// <summary>When colours are used: the option decides, then the variables, then whether the output is a terminal.</summary>
public class ColorTests
{
    [Theory]
    [InlineData("Auto", "", true, true)]
    [InlineData("Auto", "", false, false)]
    [InlineData("Auto", "NO_COLOR=1", true, false)]
    [InlineData("Auto", "NO_COLOR=", true, true)]
    [InlineData("Auto", "TERM=dumb", true, false)]
    [InlineData("Auto", "FORCE_COLOR=1", false, true)]
    [InlineData("Auto", "FORCE_COLOR=0", false, false)]
    [InlineData("Auto", "CLICOLOR_FORCE=1", false, true)]
    [InlineData("Auto", "NO_COLOR=1 FORCE_COLOR=1", true, false)]
    [InlineData("Auto", "TERM=dumb FORCE_COLOR=1", true, true)]
    [InlineData("Always", "NO_COLOR=1", false, true)]
    [InlineData("Never", "FORCE_COLOR=1", true, false)]
    public void Colours_are_used(string choice, string variables, bool isTerminal, bool expected)
    {
        var set = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(variable => variable.Split('=')).ToDictionary(parts => parts[0], parts => parts[1]);
        using var environment = new CommandEnvironment(Stream.Null, Stream.Null, Stream.Null, isTerminal, isTerminal, set.GetValueOrDefault) { Colors = Enum.Parse<ColorChoice>(choice) };
        Assert.Equal((expected, expected), (environment.PaintsOutput, environment.PaintsError));
        Assert.Equal(expected ? "\e[31mx\e[0m" : "x", environment.Paint("x", AnsiColor.Red));
    }

    [Fact]
    public void The_word_error_is_red()
    {
        Assert.Equal("mapkit: \e[31merror\e[0m: /absent: no such file\n", CommandRun.Of("compile", "--color", "always", "/absent").Error);
        Assert.Equal("mapkit: error: /absent: no such file\n", CommandRun.Of("compile", "/absent").Error);
    }
}
