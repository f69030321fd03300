using System.CommandLine;
using MapKit.Cli.Commands.Options;
using MapKit.Editing;
using MapKit.Operations.Edit;
using MapKit.Source;

namespace MapKit.Cli.Commands;

/// <summary><c>mapkit set</c>: sets a key's value in a source. The value is never printed.</summary>
internal static class SetCommand
{
    private const string FromInput = "-";

    private static readonly Argument<string> Value = new("VALUE")
    {
        Description = "Value to write. - reads one line from standard input, so that ps does not show it",
    };

    /// <summary>Creates the verb.</summary>
    public static Command Create(CommandEnvironment environment) => EditedTable.CreateVerb(
        "set",
        "Set a key's value: update its entry or append one. The rest of the file is untouched.",
        Value,
        environment,
        (table, path, key, options) =>
        {
            var text = table.ValueOf(Value);
            var value = text == FromInput ? ReadValue(environment.Input) : EditedTable.BytesOf(text, "VALUE");
            var result = EditOperation.Set(path, EditedTable.BytesOf(key, "KEY"), value, options);
            return table.Print(result, result.Set == SetOutcome.Added ? "added" : "changed", key);
        });

    private static byte[] ReadValue(Stream input)
    {
        using var lines = new PhysicalLineReader(input);
        if (!lines.Read(out var line)) throw new FormatException("standard input is empty; give the value on one line");
        var value = (line is [.., (byte)'\r'] ? line[..^1] : line).ToArray();
        return lines.TryPeek(out _) ? throw new FormatException("standard input has more than one line; a value is one line") : value;
    }
}
