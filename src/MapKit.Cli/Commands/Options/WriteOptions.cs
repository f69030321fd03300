using System.CommandLine;

namespace MapKit.Cli.Commands.Options;

/// <summary>The options of the verbs that write files.</summary>
internal static class WriteOptions
{
    /// <summary>Write nothing.</summary>
    public static readonly Option<bool> DryRun = new("--dry-run", "-n") { Description = "Write nothing; say what would be done. Exit status as if it had been done" };

    /// <summary>Show the change.</summary>
    public static readonly Option<bool> Diff = new("--diff") { Description = "Print the change as a unified diff, with secrets masked" };
}
