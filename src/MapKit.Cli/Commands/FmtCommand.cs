using System.CommandLine;
using MapKit.Cli.Commands.Options;
using MapKit.Cli.Rendering;
using MapKit.Operations.Edit;

namespace MapKit.Cli.Commands;

/// <summary><c>mapkit fmt</c>: aligns the values of sources.</summary>
internal static class FmtCommand
{
    private static readonly Argument<string[]> Tables = new("TABLE") { Description = "Source to align, or [TYPE:]TABLE. - aligns standard input and writes it to standard output", Arity = ArgumentArity.OneOrMore };

    /// <summary>Creates the verb.</summary>
    public static Command Create(CommandEnvironment environment)
    {
        var command = new Command("fmt", "Align the values of neighbouring entries. Entries, comments and their order do not change.")
        {
            Tables, EditedTable.Format, ConfigurationOption.Folder, EditedTable.Check, WriteOptions.DryRun, WriteOptions.Diff, KeyOptions.NoUtf8, EditedTable.Json,
        };
        command.SetAction(result => Run(result, environment));
        return command;
    }

    private static int Run(ParseResult arguments, CommandEnvironment environment)
    {
        using var signals = new AbortOnSignal();
        var table = new EditedTable(arguments, environment);
        var status = MapkitCommand.Success;
        var operands = arguments.GetRequiredValue(Tables);
        if (!SourceOperand.AreAllRight(operands, operand => operand == "-" ? null : SourceOperand.ProblemOf(table.PathOf(operand), force: false), environment)) return MapkitCommand.Trouble;
        foreach (var operand in operands)
        {
            try
            {
                if (operand == "-")
                {
                    status = Math.Max(status, table.LayOutInput());
                    continue;
                }

                var path = table.PathOf(operand);
                using var progress = ProgressBar.On(environment, path, "aligning");
                var result = EditOperation.Format(path, table.OptionsOf(path, signals.Token));
                status = Math.Max(status, table.Print(result, "aligned"));
            }
            catch (Exception exception) when (MapkitCommand.IsExpected(exception) && exception is not OutputException)
            {
                // The other sources are still aligned.
                MapkitCommand.Fail(environment, exception.Message);
                status = MapkitCommand.Trouble;
            }
        }

        return status;
    }
}
