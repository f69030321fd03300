using System.CommandLine;
using MapKit.Cli.Commands.Options;
using MapKit.Operations.Edit;

namespace MapKit.Cli.Commands;

/// <summary><c>mapkit unset</c>: removes a key from a source.</summary>
internal static class UnsetCommand
{
    /// <summary>Creates the verb.</summary>
    public static Command Create(CommandEnvironment environment) => EditedTable.CreateVerb(
        "unset",
        "Remove every entry of a key. The rest of the file is untouched. Exit status 1 if there is no such key.",
        argument: null,
        environment,
        (table, path, key, options) => table.Print(EditOperation.Unset(path, EditedTable.BytesOf(key, "KEY"), options), "removed", key));
}
