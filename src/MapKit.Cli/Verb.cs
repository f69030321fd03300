using System.CommandLine;

namespace MapKit.Cli;

/// <summary>A verb of the command: one row of <see cref="Verbs"/>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Group">The heading under which the help lists it.</param>
/// <param name="Summary">What it does, in a few words.</param>
/// <param name="Create">Creates its arguments, options and action.</param>
/// <param name="Examples">Command lines that a user would type, each with what it does.</param>
internal sealed record Verb(string Name, string Group, string Summary, Func<CommandEnvironment, Command> Create, params IReadOnlyList<(string Line, string Does)> Examples)
{
    /// <summary>The verb in whose line the overview names this one, or null for a line of its own.</summary>
    public string? ListedWith { get; init; }
}
