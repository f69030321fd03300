using System.CommandLine;
using MapKit.Cli.Commands.Options;
using MapKit.Cli.Rendering;
using MapKit.Cli.Rendering.Migrate;
using MapKit.Configuration;
using MapKit.Operations.Migrate;
using MapKit.Operations.Migrate.Applying;
using MapKit.Source;

namespace MapKit.Cli.Commands.Migrate;

/// <summary><c>mapkit migrate</c>: moves a configuration off Berkeley DB.</summary>
internal static class MigrateCommand
{
    /// <summary>Creates the verb.</summary>
    public static Command Create(CommandEnvironment environment)
    {
        var command = new Command("migrate", "Move a configuration from hash and btree to lmdb or cdb. Without --apply, show the plan and change nothing. Exit status without --apply: 0 nothing to do, 1 something to do, 2 it cannot be done as things are. With --apply or --rollback: 0 done, 1 done but something is left, or there was no migration to roll back, 2 nothing was changed.")
        {
            ConfigurationOption.Folder, MigrateOptions.To, MigrateOptions.Prefer, MigrateOptions.Apply, MigrateOptions.Rollback, MigrateOptions.Reload,
            MigrateOptions.Addresses, MigrateOptions.Root, MigrateOptions.Backup, MigrateOptions.Json,
        };
        command.SetAction(result => Run(result, environment));
        return command;
    }

    private static int Run(ParseResult arguments, CommandEnvironment environment)
    {
        using var signals = new AbortOnSignal();
        var isApplied = arguments.GetValue(MigrateOptions.Apply);
        var isRolledBack = arguments.GetValue(MigrateOptions.Rollback);
        if (isApplied && isRolledBack) throw new FormatException("--apply and --rollback are opposites: give one of them");
        if (arguments.GetValue(MigrateOptions.Reload) && !isApplied && !isRolledBack) throw new FormatException("--reload belongs to --apply or --rollback; without them nothing is changed");
        if (arguments.GetValue(MigrateOptions.Reload) && arguments.GetValue(MigrateOptions.Root) is not null) throw new FormatException("--reload: the Postfix below --root does not run here");
        var line = MigrationCommandLine.Read(arguments, environment);
        if (isRolledBack) return new MigrationRollback(line, arguments, environment, signals.Token).Run();
        var options = MigrateOptions.Read(arguments, environment, signals.Token);
        return isApplied ? Apply(options, line, arguments, environment) : ShowPlan(PlanOf(line.Folder, options, environment), line, arguments, environment);
    }

    private static MigrationPlan PlanOf(string folder, MigrationOptions options, CommandEnvironment environment)
    {
        using var progress = ProgressBar.On(environment, folder, "planning");
        return WithoutSecrets(() => new MigrationPlanner(options with { OnTable = progress is null ? null : (path, number, count) => progress.Next(path, $"table {number} of {count}") }).Run(folder));
    }

    /// <summary>Runs a function that reads configurations. One that cannot be read is a message for the user.</summary>
    private static T WithoutSecrets<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (ConfigurationException exception)
        {
            throw new FormatException(ByteText.ToText(ConfigurationMessage.WithoutSecrets(exception)), exception);
        }
    }

    private static int ShowPlan(MigrationPlan plan, MigrationCommandLine line, ParseResult arguments, CommandEnvironment environment)
    {
        if (BackupFolder.Last(line.Backup) is { IsUnfinished: true } run) MapkitCommand.Note(environment, run.IsUndoing ? $"a rollback was interrupted; the next --apply finishes it before it begins, and so does {line.Rollback}" : $"an earlier --apply was interrupted; the next --apply undoes what it did before it begins, and so does {line.Rollback}");
        Write(plan, new MigrationSteps(plan, line), arguments, environment);
        return plan.Stops ? MapkitCommand.Trouble : plan.IsEmpty ? MapkitCommand.Success : MapkitCommand.No;
    }

    private static int Apply(MigrationOptions options, MigrationCommandLine line, ParseResult arguments, CommandEnvironment environment)
    {
        var checks = MigrationChecks.Create(arguments, options, environment);
        using var backup = BackupFolder.Open(line.Backup);
        if (BackupFolder.Last(line.Backup) is { IsUnfinished: true } unfinished)
        {
            // Its plan was for the files as they were before it.
            line.CheckIsOf(unfinished);
            new RunUndo(unfinished).Run();
            MapkitCommand.Note(environment, unfinished.IsUndoing ? "an interrupted rollback was finished first" : "what an interrupted --apply had done was undone first");
        }

        var plan = PlanOf(line.Folder, options, environment);
        var steps = new MigrationSteps(plan, line);
        if (plan.Stops || plan.IsEmpty)
        {
            Write(plan, steps, arguments, environment);
            if (plan.Stops) MapkitCommand.Fail(environment, "nothing was changed: see \"Not decided\" and \"Not possible\"");
            return plan.Stops ? MapkitCommand.Trouble : plan.LeavesSome ? MapkitCommand.No : MapkitCommand.Success;
        }

        var run = backup.CreateRun();
        var proof = WithoutSecrets(() => new MigrationApplication(plan, run, checks)
        {
            RollbackLine = line.Rollback,
            OnInterrupted = problem => MapkitCommand.Fail(environment, problem is null ? "interrupted; everything was undone" : $"interrupted, and what was done could not be undone ({problem}): run {line.Rollback}"),
        }.Run(proof => MigrationReport.Render(plan, proof, steps, run.Path)));
        var isReloaded = arguments.GetValue(MigrateOptions.Reload) && PostfixReload.Run(plan.Instances.Select(instance => instance.Main.Directory), environment, options.Cancellation);
        if (arguments.GetValue(MigrateOptions.Json)) new MigrationJson(environment.Output).WriteProof(plan, proof, steps, run.Path, isReloaded);
        else new MigrationText(environment).WriteProof(plan, proof, steps, run.Path, isReloaded);
        return plan.LeavesSome || (arguments.GetValue(MigrateOptions.Reload) && !isReloaded) ? MapkitCommand.No : MapkitCommand.Success;
    }

    private static void Write(MigrationPlan plan, MigrationSteps steps, ParseResult arguments, CommandEnvironment environment)
    {
        if (arguments.GetValue(MigrateOptions.Json)) new MigrationJson(environment.Output).WritePlan(plan, steps);
        else new MigrationText(environment).WritePlan(plan, steps);
    }
}
