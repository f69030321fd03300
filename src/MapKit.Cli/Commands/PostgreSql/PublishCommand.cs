using System.CommandLine;
using MapKit.Cli.Commands.Options;

namespace MapKit.Cli.Commands.PostgreSql;

/// <summary><c>mapkit publish</c>: tables to PostgreSQL.</summary>
internal static class PublishCommand
{
    /// <summary>[TYPE:]SOURCE...</summary>
    public static readonly Argument<string[]> Sources = new("SOURCE") { Description = "[TYPE:]SOURCE to publish. Without one, every table that main.cf and master.cf name", Arity = ArgumentArity.ZeroOrMore };

    /// <summary>The format of the sources.</summary>
    public static readonly Option<string?> Format = FormatOption.Create();

    /// <summary>Create or update the tables in the database.</summary>
    public static readonly Option<bool> Init = new("--init") { Description = "Create MapKit's tables and roles in the database, or update them, and publish nothing" };

    /// <summary>Only report whether something would change.</summary>
    public static readonly Option<bool> Check = new("--check") { Description = "Publish nothing. Exit status: 0 unchanged, 1 would change" };

    /// <summary>Show the differences.</summary>
    public static readonly Option<bool> DryRun = new("--dry-run") { Description = "Publish nothing; show each key that would be added (+), removed (-) or changed (~)" };

    /// <summary>Publish in spite of errors.</summary>
    public static readonly Option<bool> Force = new("--force") { Description = "Publish although there are error findings" };

    /// <summary>Publish an earlier generation again.</summary>
    public static readonly Option<long?> Rollback = new("--rollback") { HelpName = "GENERATION", Description = "Publish the content of an earlier generation again, as a new one" };

    /// <summary>A comment.</summary>
    public static readonly Option<string?> Comment = new("--comment", "-m") { HelpName = "TEXT", Description = "Comment of the generation, such as a git revision" };

    /// <summary>The limit on the history.</summary>
    public static readonly Option<int> Keep = new("--keep") { HelpName = "NUMBER", Description = "Generations to keep for --rollback and for hosts that are behind. Default: 100", DefaultValueFactory = static _ => 100 };

    /// <summary>Remove the other tables.</summary>
    public static readonly Option<bool> Prune = new("--prune") { Description = "Remove published tables that are not among the sources" };

    /// <summary>Write the files with which Postfix queries the tables.</summary>
    public static readonly Option<string?> ClientFiles = new("--client-files") { HelpName = "DIR", Description = "Also write the files with which Postfix queries the published tables, DIR/pgsql-TABLE.cf, and print what to write into main.cf" };

    /// <summary>How Postfix connects.</summary>
    public static readonly Option<string?> Client = new("--client") { HelpName = "CONNECTION", Description = "With --client-files, how Postfix connects: servers, role and database, as for --to. Default: as --to" };

    /// <summary>JSON.</summary>
    public static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object per line to standard output" };

    /// <summary>Creates the verb.</summary>
    public static Command Create(CommandEnvironment environment)
    {
        var command = new Command("publish", "Publish tables to PostgreSQL, for Postfix to query there or for mapkit pull to fetch. All tables appear at the same moment, as one generation. Exit status: 0 published or unchanged, 1 error findings or with --check would change, 2 trouble.")
        {
            Sources, ConfigurationOption.Folder, ConnectionOptions.To, Format, Init, Check, DryRun, Force, Rollback, Comment, Keep, Prune, ClientFiles, Client, KeyOptions.NoFold, KeyOptions.NoUtf8, Json, SecretOption.ShowSecrets,
        };
        command.SetAction(result => PostgreSqlProgram.Run(environment, () => new PublishRun(result, environment).Run()));
        return command;
    }
}
