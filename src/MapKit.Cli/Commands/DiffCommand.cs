using System.CommandLine;
using MapKit.Cli.Commands.Options;
using MapKit.Cli.Rendering;
using MapKit.Configuration;
using MapKit.Operations.Compile;
using MapKit.Operations.Diff;
using MapKit.Tables;

namespace MapKit.Cli.Commands;

/// <summary><c>mapkit diff</c>: compares two tables.</summary>
internal static class DiffCommand
{
    private static readonly Argument<string> First = new("A") { Description = "Old table: a source, [TYPE:]MAP, or pgsql:FILE. - reads a source from standard input" };
    private static readonly Argument<string> Second = new("B") { Description = "New table" };
    private static readonly Option<string?> Format = FormatOption.Create("from the file name", "Table format of sources");

    private static readonly Option<string> AliasNames = AliasKeysOption.Create();
    private static readonly Option<string[]> Databases = new("--database") { HelpName = "NAME", Description = "Named database of a Berkeley DB or LMDB file. Give it twice for a database of A and one of B" };
    private static readonly Option<bool> Raw = new("--raw") { Description = "Compare and show the stored bytes, with NULs and the records that postalias adds" };
    private static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object per line" };

    /// <summary>Creates the verb.</summary>
    public static Command Create(CommandEnvironment environment)
    {
        var command = new Command("diff", "Compare two tables key by key. Each may be a source, a map of any type, or a pgsql: table. A pgsql: table that mapkit published is listed; in any other one the keys of the other table are looked up as Postfix does, so that keys which only the database has are not found.")
        {
            First, Second, Format, ConfigurationOption.Folder, KeyOptions.NoFold, KeyOptions.NoUtf8, AliasNames, Databases, Raw, Json, SecretOption.ShowSecrets,
        };
        command.SetAction(result => Run(result, environment));
        return command;
    }

    private static int Run(ParseResult arguments, CommandEnvironment environment)
    {
        var databases = arguments.GetValue(Databases) ?? [];
        if (databases.Length > 2) throw new FormatException("--database: at most two, one for A and one for B");
        var settings = ConfigurationOption.Read(arguments, environment);
        using var first = DiffOperand.Find(arguments.GetRequiredValue(First), databases.FirstOrDefault(), settings, environment);
        using var second = DiffOperand.Find(arguments.GetRequiredValue(Second), databases.LastOrDefault(), settings, environment);
        if (databases.Length > 0 && !first.UsesDatabase && !second.UsesDatabase)
            throw new FormatException("--database: neither table is a Berkeley DB or LMDB file with named databases");
        if (first.IsInput && second.IsInput) throw new FormatException("only one of the tables can be standard input");

        var (raw, json) = (arguments.GetValue(Raw), arguments.GetValue(Json));
        if (first.IsOnlyQueried && second.IsOnlyQueried) throw new FormatException("both tables can only be queried, so that their keys are unknown; compare each with a source");
        if (raw && (first.IsOnServer || second.IsOnServer)) throw new FormatException("--raw compares the bytes of maps; a pgsql: table has none");
        var options = new CompileOptions
        {
            Format = arguments.GetValue(Format) is { } name ? TableFormat.ByName(name) : null,
            Utf8 = KeyOptions.IsUtf8(arguments, settings),
            Folding = KeyOptions.FoldingOf(arguments, settings),
            AliasKeys = AliasKeysOption.ValueOf(arguments, AliasNames),
        };
        var printer = new DiagnosticPrinter(environment, json, SecretOption.FindingsOf(settings, options.Format, first.Path, second.Path));
        using var progress = ProgressBar.On(environment, first.Path, "reading");
        var old = first.IsOnlyQueried ? null : first.Read(options, raw, second.Type, printer);
        progress?.Next(second.Path, "reading");
        var @new = second.IsOnlyQueried ? second.LookUp(old!) : second.Read(options, raw, first.Type, printer);
        old ??= first.LookUp(@new);
        progress?.Next($"{first.Path} and {second.Path}", "comparing");
        var mask = MaskOf([first, second], arguments, settings, options.Format);
        if (mask.Hides) MapkitCommand.Note(environment, SecretOption.Hint);

        var output = new DiffOutput(environment.Output, raw, json, mask);
        var differs = false;
        foreach (var difference in DiffOperation.Compare(old, @new))
        {
            differs = true;
            output.Write(difference);
        }

        return differs ? MapkitCommand.No : MapkitCommand.Success;
    }

    private static SecretMask MaskOf(DiffOperand[] operands, ParseResult arguments, PostfixSettings settings, TableFormat? format)
    {
        if (arguments.GetValue(SecretOption.ShowSecrets)) return SecretMask.Nothing;
        var masks = operands.Select(operand =>
            operand.IsCredentials ? SecretMask.WholeCredentials
            : operand.IsOnServer ? SecretOption.MaskOfAnswers(arguments, settings, operand.Path)
            : SecretOption.MaskOf(arguments, settings, format, operand.Path));
        return masks.FirstOrDefault(mask => mask.Hides) ?? SecretMask.None;
    }
}
