using System.CommandLine;
using MapKit.Operations;
using MapKit.Source;

namespace MapKit.Cli.Commands;

/// <summary><c>mapkit unset</c>: removes a key from a source.</summary>
internal static class UnsetCommand
{
    /// <summary>Makes the verb.</summary>
    public static Command Create(CommandEnvironment environment)
    {
        var command = new Command("unset", "Remove every entry of a key from a source; every other byte stays. Exit 1 if there is none.")
        {
            EditedTable.Table, EditedTable.Key, EditedTable.Format, EditedTable.Check, KeyOptions.NoFold, KeyOptions.NoUtf8,
        };
        command.SetAction(result => Run(result, environment));
        return command;
    }

    private static int Run(ParseResult arguments, CommandEnvironment environment)
    {
        var path = EditedTable.PathOf(arguments.GetRequiredValue(EditedTable.Table));
        var key = arguments.GetRequiredValue(EditedTable.Key);
        var bytes = EditedTable.BytesOf(key, "KEY");
        using var signals = new AbortOnSignal();
        var result = EditOperation.Unset(path, bytes, EditedTable.OptionsOf(arguments, path, environment, signals.Token));
        if (result.Outcome == EditOutcome.NotFound) MapkitCommand.Note(environment, $"{path}: no entry has the key {DisplayText.Of(bytes)}");
        return EditedTable.Print(result, "removed", key, arguments.GetValue(EditedTable.Format), environment);
    }
}
