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
    /// <summary>What the overview says of this verb and those that <see cref="SharesLine"/> with it; null for the summary.</summary>
    public string? Overview { get; init; }

    /// <summary>Whether the overview lists it on the line of the verb before.</summary>
    public bool SharesLine { get; init; }
}
