using System.CommandLine;
using MapKit.Cli.Commands.Options;
using MapKit.Operations.Edit;

namespace MapKit.Cli.Commands;

/// <summary><c>mapkit rename</c>: gives an entry another key where it stands. Its value, which may be a password, need not be known.</summary>
internal static class RenameCommand
{
    private static readonly Argument<string> NewKey = new("NEWKEY") { Description = "The key that the entry gets" };

    /// <summary>Makes the verb.</summary>
    public static Command Create(CommandEnvironment environment) => EditedTable.CreateVerb(
        "rename",
        "Give an entry of a source another key; its value and every other byte stay. Exit 1 if there is none.",
        NewKey,
        environment,
        (table, path, key, options) =>
        {
            var newKey = table.ValueOf(NewKey);
            var result = EditOperation.Rename(path, EditedTable.BytesOf(key, "KEY"), EditedTable.BytesOf(newKey, "NEWKEY"), options);
            return table.Print(result, "renamed", result.Outcome == EditOutcome.NotFound ? [key] : [key, newKey]);
        });
}
