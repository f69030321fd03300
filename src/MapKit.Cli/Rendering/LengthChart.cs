using System.Globalization;
using MapKit.Operations.Info;
using Spectre.Console;

namespace MapKit.Cli.Rendering;

/// <summary>A bar chart of the lengths of keys and values, for a terminal.</summary>
internal static class LengthChart
{
    private const int Width = 60;

    /// <summary>Draws both charts.</summary>
    public static void Write(CommandEnvironment environment, MapContents contents)
    {
        using var text = new StyledText(environment.PaintsOutput, Width);
        Draw(text.Console, "bytes of a key", contents.Keys, Spectre.Console.Color.Blue);
        Draw(text.Console, "bytes of a value", contents.Values, Spectre.Console.Color.Green);
        environment.Output.Write(text.Take());
    }

    private static void Draw(IAnsiConsole console, string title, LengthDistribution lengths, Spectre.Console.Color color)
    {
        if (lengths.Count == 0) return;
        var chart = new BarChart { Width = Width, Label = title, LabelAlignment = Justify.Left };
        foreach (var range in lengths.Classes)
        {
            var label = range.From == range.To ? $"{range.From}" : string.Create(CultureInfo.InvariantCulture, $"{range.From}-{range.To}");
            chart.AddItem(label, range.Count, color);
        }

        console.WriteLine();
        console.Write(chart);
    }
}
