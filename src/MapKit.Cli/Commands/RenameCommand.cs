using System.CommandLine;
using MapKit.Cli.Commands.Options;
using MapKit.Operations.Edit;

namespace MapKit.Cli.Commands;

/// <summary><c>mapkit rename</c>: gives an entry another key in place. Its value, which may be a password, need not be typed.</summary>
internal static class RenameCommand
{
    private static readonly Argument<string> NewKey = new("NEWKEY") { Description = "New key of the entry" };

    /// <summary>Creates the verb.</summary>
    public static Command Create(CommandEnvironment environment) => EditedTable.CreateVerb(
        "rename",
        "Rename a key. The entry's value and the rest of the file are untouched. Exit status 1 if there is no such key.",
        NewKey,
        environment,
        (table, path, key, options) =>
        {
            var newKey = table.ValueOf(NewKey);
            var result = EditOperation.Rename(path, EditedTable.BytesOf(key, "KEY"), EditedTable.BytesOf(newKey, "NEWKEY"), options);
            return table.Print(result, "renamed", result.Outcome == EditOutcome.NotFound ? [key] : [key, newKey]);
        });
}
