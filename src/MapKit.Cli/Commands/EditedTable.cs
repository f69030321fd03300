using System.CommandLine;
using System.Text;
using MapKit.Maps;
using MapKit.Operations;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Cli.Commands;

/// <summary>What the verbs that edit a source have in common: operand, options, and what they say.</summary>
internal static class EditedTable
{
    /// <summary>The source.</summary>
    public static readonly Argument<string> Table = new("TABLE") { Description = "The source to edit; [TYPE:]TABLE does as well" };

    /// <summary>The key.</summary>
    public static readonly Argument<string> Key = new("KEY") { Description = "The key as postmap -q or postalias -q finds it: folded, quotes are part of it" };

    /// <summary>The format.</summary>
    public static readonly Option<string?> Format = new Option<string?>("--format", "-f") { Description = "Table format; default by the file's name" }
        .Among([.. TableFormat.All.Select(format => format.Name)]);

    /// <summary>Write nothing.</summary>
    public static readonly Option<bool> Check = new("--check") { Description = "Write nothing; exit 1 if the source would change" };

    /// <summary>The path of the source that an operand names.</summary>
    public static string PathOf(string operand) => TableOperand.Parse(operand).Name;

    /// <summary>The options of an edit.</summary>
    public static EditOptions OptionsOf(ParseResult arguments, string path, CommandEnvironment environment, CancellationToken cancellation) => new()
    {
        Format = arguments.GetValue(Format) is { } name ? TableFormat.ByName(name) : null,
        Utf8 = KeyOptions.Utf8(arguments),
        Folding = KeyOptions.Folding(arguments),
        CheckOnly = arguments.GetValue(Check),
        OnWaiting = () => MapkitCommand.Note(environment, $"{path}: another mapkit is editing this table; waiting for it"),
        Cancellation = cancellation,
    };

    /// <summary>The bytes of an argument.</summary>
    /// <exception cref="FormatException">It was not UTF-8, so that its bytes are lost.</exception>
    public static byte[] BytesOf(string argument, string name) => argument.Contains('\uFFFD', StringComparison.Ordinal)
        ? throw new FormatException($"{name} is not UTF-8")
        : Encoding.UTF8.GetBytes(argument);

    /// <summary>Says what became of a source, entry by entry.</summary>
    /// <param name="result">What was done.</param>
    /// <param name="done">The word for it.</param>
    /// <param name="key">The key, or null for the source as a whole.</param>
    /// <param name="format">The format that was asked for, or null.</param>
    /// <param name="environment">Where to.</param>
    /// <returns>The exit status.</returns>
    public static int Print(EditResult result, string done, string? key, string? format, CommandEnvironment environment)
    {
        var shown = key is null ? "" : $" {DisplayText.Of(Encoding.UTF8.GetBytes(key))}";
        var word = result.Outcome switch { EditOutcome.Unchanged => "unchanged", EditOutcome.WouldChange => $"would be {done}", _ => done };
        if (result.Lines.Count == 0 && result.Outcome != EditOutcome.NotFound) environment.Output.WriteLine($"{result.Path}: {word}{shown}");
        foreach (var line in result.Lines) environment.Output.WriteLine($"{result.Path}:{line}: {word}{shown}");
        foreach (var line in result.HiddenLines) MapkitCommand.Note(environment, $"{result.Path}:{line}: has the same key, so Postfix ignores it");
        foreach (var note in result.Notes) MapkitCommand.Note(environment, note);
        foreach (var map in result.OlderMaps)
        {
            var compile = format is null || TableFormat.ForFileName(result.Path).Name == format ? "mapkit compile" : $"mapkit compile -f {format}";
            MapkitCommand.Note(environment, $"{map.MapPath(map.Type!.Value)} is older than its source; next: {compile} {MapTypes.NameOf(map.Type.Value)}:{result.Path}");
        }

        return result.Outcome is EditOutcome.Written or EditOutcome.Unchanged ? MapkitCommand.Success : MapkitCommand.No;
    }
}
