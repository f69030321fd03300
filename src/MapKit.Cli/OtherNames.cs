using System.CommandLine;

namespace MapKit.Cli;

/// <summary>Names that other programs have for verbs and options: the error message suggests the name here.</summary>
internal static class OtherNames
{
    private static readonly (string Verb, string[] Names)[] OfVerbs =
    [
        ("compile", ["build", "make", "create"]),
        ("query", ["get", "lookup", "find", "search"]),
        ("dump", ["show", "print", "cat", "export"]),
        ("diff", ["compare", "cmp"]),
        ("lint", ["validate"]),
        ("set", ["add", "put", "insert", "update"]),
        ("unset", ["delete", "del", "remove", "rm"]),
        ("rename", ["mv", "move"]),
        ("fmt", ["format", "indent"]),
    ];

    /// <summary>The options, the likelier first, of which a verb has one.</summary>
    private static readonly (string[] Options, string[] Names)[] OfOptions =
    [
        (["--dry-run", "--check"], ["--dry-run", "--dryrun", "-n", "--no-act", "--simulate", "--check"]),
        (["--output-format", "--as"], ["--format", "-f", "--output-format", "--as"]),
        (["--json"], ["-j"]),
        (["--config"], ["--config-dir", "--config-directory"]),
    ];

    /// <summary>The verb that a word means elsewhere, or null.</summary>
    public static string? OfVerb(string word) => Array.Find(OfVerbs, row => row.Names.Contains(word)).Verb;

    /// <summary>The option of a verb that a word means elsewhere, or null.</summary>
    /// <param name="word">The option that the verb does not have.</param>
    /// <param name="verb">The verb.</param>
    public static string? OfOption(string word, Command verb) =>
        OfOptions.Where(row => row.Names.Contains(word)).SelectMany(row => row.Options).FirstOrDefault(name => verb.Options.Any(option => option.Name == name));
}
