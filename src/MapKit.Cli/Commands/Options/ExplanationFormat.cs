using System.CommandLine;
using System.Text;
using MapKit.Cli.Rendering;
using MapKit.Delivery;
using MapKit.Operations.Graph;
using MapKit.Operations.Graph.Writing;

namespace MapKit.Cli.Commands.Options;

/// <summary>The output formats of <c>explain</c>.</summary>
internal static class ExplanationFormat
{
    private const string Page = "html";
    private const string Object = "json";

    /// <summary>The format.</summary>
    public static readonly Option<string> Format = new Option<string>("--output-format") { Description = "Output format. html is a page with a picture and every step, which needs nothing else", DefaultValueFactory = _ => "text" }
        .Among("text", Object, Page);

    /// <summary>JSON.</summary>
    public static readonly Option<bool> Json = new("--json") { Description = "Same as --output-format json" };

    /// <summary>Writes an explanation in the format of a command line.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="environment">Where to.</param>
    /// <param name="name">What is explained.</param>
    /// <param name="address">The address.</param>
    /// <param name="title">The question, for the title.</param>
    /// <param name="explanation">The answer.</param>
    public static void Write(ParseResult arguments, CommandEnvironment environment, string name, string address, string title, Explanation explanation)
    {
        var format = arguments.GetRequiredValue(Format);
        if (arguments.GetValue(Json) || format == Object) ExplanationJson.Write(environment.Output, name, address, explanation);
        else if (format == Page) environment.Output.Write(Encoding.UTF8.GetBytes(HtmlWriter.Write(GraphOperation.Explained(name, address, explanation), [(title, explanation)])));
        else ExplanationText.Write(environment, title, explanation);
    }
}
