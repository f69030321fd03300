using System.CommandLine;
using MapKit.Cli.Commands.Options;
using MapKit.Operations.Edit;

namespace MapKit.Cli.Commands;

/// <summary><c>mapkit rename</c>: gives an entry another key in place. Its value, which may be a password, need not be typed.</summary>
internal static class RenameCommand
{
    private static readonly Argument<string> NewKey = new("NEWKEY") { Description = "New key of the entry" };

    /// <summary>Creates the verb.</summary>
    public static Command Create(CommandEnvironment environment)
    {
        var command = new Command("rename", "Rename a key. The entry's value and the rest of the file are untouched. Exit status 1 if there is no such key.")
        {
            EditedTable.Table, EditedTable.Key, NewKey, EditedTable.Format, ConfigurationOption.Folder, EditedTable.Check, KeyOptions.NoFold, KeyOptions.NoUtf8,
        };
        command.SetAction(result => Run(result, environment));
        return command;
    }

    private static int Run(ParseResult arguments, CommandEnvironment environment)
    {
        var table = new EditedTable(arguments, environment);
        var path = table.PathOf(arguments.GetRequiredValue(EditedTable.Table));
        var (key, newKey) = (arguments.GetRequiredValue(EditedTable.Key), arguments.GetRequiredValue(NewKey));
        using var signals = new AbortOnSignal();
        var result = EditOperation.Rename(path, EditedTable.BytesOf(key, "KEY"), EditedTable.BytesOf(newKey, "NEWKEY"), table.OptionsOf(path, signals.Token));
        return table.Print(result, "renamed", result.Outcome == EditOutcome.NotFound ? [key] : [key, newKey]);
    }
}
