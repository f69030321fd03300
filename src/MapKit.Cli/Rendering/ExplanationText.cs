using System.Globalization;
using MapKit.Delivery;
using MapKit.Delivery.Searching;
using MapKit.Operations.Explain;

namespace MapKit.Cli.Rendering;

/// <summary>An explanation as text: a tree on a terminal, otherwise indented lines.</summary>
internal static class ExplanationText
{
    /// <summary>Writes an explanation.</summary>
    /// <param name="environment">Where to.</param>
    /// <param name="title">The question, for the title.</param>
    /// <param name="explanation">The answer.</param>
    public static void Write(CommandEnvironment environment, string title, Explanation explanation)
    {
        var tree = new TextTree(ExplanationWords.Printable(title), [.. ExplanationWords.LinesOf(explanation).Select(TreeOf)]) { Style = "bold" };
        if (!environment.OutputIsTerminal)
        {
            tree.WriteIndented(environment.Output);
            return;
        }

        using var text = new StyledText(environment.PaintsOutput);
        text.Console.Write(tree.ForTerminal());
        environment.Output.Write(environment.FitOutput(text.Take()));
    }

    private static TextTree TreeOf(ExplanationLine line) => new(line.Text + PlaceOf(line.Place), [.. line.Children.Select(TreeOf)]) { Style = StyleOf(line.Meaning) };

    private static string PlaceOf(EntryPlace? place) => place is null
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"  [{ExplanationWords.Printable(place.Path)}:{place.Place.Line}{(place.IsCurrent ? "" : " differs: the map is older")}]");

    private static string StyleOf(ExplanationMeaning meaning) => meaning switch
    {
        ExplanationMeaning.Stage => "bold",
        ExplanationMeaning.Answer => "green",
        ExplanationMeaning.Failure => "red",
        ExplanationMeaning.Unknown => "yellow",
        ExplanationMeaning.Nothing or ExplanationMeaning.Note => "dim",
        _ => "",
    };
}
