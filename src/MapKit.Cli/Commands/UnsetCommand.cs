using System.CommandLine;
using MapKit.Cli.Commands.Options;
using MapKit.Operations.Edit;

namespace MapKit.Cli.Commands;

/// <summary><c>mapkit unset</c>: removes a key from a source.</summary>
internal static class UnsetCommand
{
    /// <summary>Creates the verb.</summary>
    public static Command Create(CommandEnvironment environment)
    {
        var command = new Command("unset", "Remove every entry of a key. The rest of the file is untouched. Exit status 1 if there is no such key.")
        {
            EditedTable.Table, EditedTable.Key, EditedTable.Format, ConfigurationOption.Folder, EditedTable.Check, KeyOptions.NoFold, KeyOptions.NoUtf8,
        };
        command.SetAction(result => Run(result, environment));
        return command;
    }

    private static int Run(ParseResult arguments, CommandEnvironment environment)
    {
        var table = new EditedTable(arguments, environment);
        var path = table.PathOf(arguments.GetRequiredValue(EditedTable.Table));
        var key = arguments.GetRequiredValue(EditedTable.Key);
        using var signals = new AbortOnSignal();
        var result = EditOperation.Unset(path, EditedTable.BytesOf(key, "KEY"), table.OptionsOf(path, signals.Token));
        return table.Print(result, "removed", key);
    }
}
