using System.CommandLine;
using MapKit.Cli.Commands.Options;
using MapKit.Cli.Completion;

namespace MapKit.Cli.Commands;

/// <summary><c>mapkit completion</c> prints the script for a shell, and <c>mapkit complete</c> answers it.</summary>
internal static class CompletionCommand
{
    private static readonly Argument<string> Shell = new Argument<string>("SHELL") { Description = "The shell" }.Among(static _ => null, CompletionScripts.Shells);

    private static readonly Argument<string[]> Words = new("WORD") { Description = "Command line after mapkit; the last word is the one to complete", Arity = ArgumentArity.ZeroOrMore };

    /// <summary>Creates the verb that prints a script.</summary>
    public static Command Create(CommandEnvironment environment)
    {
        var command = new Command("completion", "Print the script that completes command lines of mapkit in a shell.") { Shell };
        command.SetAction(arguments =>
        {
            environment.Output.Write(CompletionScripts.For(arguments.GetRequiredValue(Shell)));
            return MapkitCommand.Success;
        });
        return command;
    }

    /// <summary>Creates the verb that the scripts call.</summary>
    public static Command CreateAnswer(CommandEnvironment environment)
    {
        var command = new Command("complete", "Print the words that complete a command line.") { Words };
        command.SetAction(arguments =>
        {
            foreach (var word in Completer.Complete(arguments.GetValue(Words) ?? [], environment)) environment.Output.WriteLine(word);
            return MapkitCommand.Success;
        });
        return command;
    }
}
