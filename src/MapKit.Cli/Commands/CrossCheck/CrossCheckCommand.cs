using System.CommandLine;
using MapKit.Cli.Commands.Options;
using MapKit.Cli.Rendering;
using MapKit.Configuration;
using MapKit.Maps;
using MapKit.Operations.CrossCheck;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Cli.Commands.CrossCheck;

/// <summary><c>mapkit crosscheck</c>: compiles with MapKit and with Postfix's own tool or a library of the system, and compares.</summary>
internal static class CrossCheckCommand
{
    private const string WithPostfix = "postfix";
    private const string WithLibraries = "native";

    private static readonly Argument<string[]> Sources = new("SOURCE") { Description = "[TYPE:]SOURCE to check", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string[]> Types = new("--type", "-t") { HelpName = "TYPE", Description = "Map types, separated by commas: hash, btree, lmdb, cdb. Default: default_database_type of main.cf" };
    private static readonly Option<string?> Format = FormatOption.Create("from the file name");

    private static readonly Option<string?> Postmap = new("--postmap") { HelpName = "FILE", Description = "postmap to compare with. Default: the one on PATH or in /usr/sbin" };
    private static readonly Option<string?> Postalias = new("--postalias") { HelpName = "FILE", Description = "postalias to compare with" };
    private static readonly Option<string?> With = new Option<string?>("--with") { Description = "What to compare with: Postfix's tools, or libdb and liblmdb. Default: Postfix's tools if they are installed" }
        .Among(WithPostfix, WithLibraries);

    private static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object per line to standard output" };

    /// <summary>Creates the verb.</summary>
    public static Command Create(CommandEnvironment environment)
    {
        var command = new Command("crosscheck", "Compile with MapKit and with the installed postmap or postalias (or libdb or liblmdb), and compare messages, exit status and records.")
        {
            Sources, Types, Format, ConfigurationOption.Folder, Postmap, Postalias, With, Json, SecretOption.ShowSecrets,
        };
        command.SetAction(result => Run(result, environment));
        return command;
    }

    private static int Run(ParseResult arguments, CommandEnvironment environment)
    {
        using var signals = new AbortOnSignal();
        // Without Postfix, main.cf may be missing. Postfix's tools need one: without it nothing would be compared.
        var requested = arguments.GetValue(ConfigurationOption.Folder);
        ConfigurationOption.Check(requested);
        var settings = new PostfixSettings(
            PostfixSettings.DirectoryFrom(requested, environment.Variable(ConfigurationOption.Variable)),
            new PostfixSettingsOptions { IsRequired = requested is not null || environment.Variable(ConfigurationOption.Variable) is not null });
        var tools = new CrossCheckTools(arguments.GetValue(Postmap), arguments.GetValue(Postalias), environment);
        var status = MapkitCommand.Success;
        foreach (var source in arguments.GetRequiredValue(Sources))
        {
            try
            {
                status = Math.Max(status, CheckOne(source, arguments, settings, tools, environment, signals.Token));
            }
            catch (Exception exception) when (MapkitCommand.IsExpected(exception) && exception is not OutputException)
            {
                // The other sources are still checked.
                MapkitCommand.Fail(environment, exception.Message);
                status = MapkitCommand.Trouble;
            }
        }

        return status;
    }

    private static int CheckOne(string text, ParseResult arguments, PostfixSettings settings, CrossCheckTools tools, CommandEnvironment environment, CancellationToken cancellation)
    {
        var operand = TableOperand.Parse(text);
        if (operand.Name == "-") throw new FormatException("standard input cannot be read twice: name a file");
        if (settings.IsRequired) Read(settings);
        var format = arguments.GetValue(Format) is { } name ? TableFormat.ByName(name)! : settings.FormatOf(operand.Name).Format;
        var folder = settings.Directory;
        var shown = new CrossCheckShown(SecretOption.MaskOf(arguments, settings, format, operand.Name));
        var withLibraries = arguments.GetValue(With) is { } with ? with == WithLibraries : !tools.HasTool(format);
        if (!withLibraries) tools.Find(format, folder);
        var configuration = withLibraries && !settings.IsRequired && !settings.HasMain ? null : Read(settings);

        var status = MapkitCommand.Success;
        foreach (var type in TypesOf(operand, arguments, configuration))
        {
            using var workFolder = new CrossCheckWorkFolder(cancellation);
            var request = new CrossCheckRequest
            {
                SourcePath = operand.Name,
                Type = type,
                Format = format,
                WorkFolder = workFolder.Path,
                Cancellation = cancellation,
            };
            var (mapkit, reference) = withLibraries ? Libraries(type) : Tools();
            using var progress = ProgressBar.On(environment, operand.Name, $"compiling to {MapTypes.NameOf(type)} with MapKit and {reference.Name}");
            var report = CrossCheckOperation.Run(request, mapkit, reference);
            Print(report, reference.Name, shown, arguments.GetValue(Json), environment);
            status = Math.Max(status, StatusOf(report.Outcome));
        }

        return status;

        (ICrossCheckEngine MapKit, ICrossCheckEngine Reference) Tools() =>
            (new CrossCheckDropIn(folder, tools.Version(format), environment), tools.Find(format, folder));

        (ICrossCheckEngine MapKit, ICrossCheckEngine Reference) Libraries(MapType type)
        {
            var rules = CrossCheckRules.Create(configuration is null ? null : settings, environment);
            return (new CrossCheckCompile(rules), tools.FindLibrary(format, type, rules));
        }
    }

    private static void Print(CrossCheckReport report, string reference, CrossCheckShown shown, bool json, CommandEnvironment environment)
    {
        if (json) CrossCheckJson.Write(environment.Output, report, reference, shown);
        else if (report.Outcome == CrossCheckOutcome.NotChecked) MapkitCommand.Fail(environment, CrossCheckText.NotChecked(report, reference, shown));
        else CrossCheckText.Write(environment.Output, report, shown);

        // A table of a million entries takes long: the results so far are shown at once.
        environment.Output.Flush();
    }

    private static int StatusOf(CrossCheckOutcome outcome) => outcome switch
    {
        CrossCheckOutcome.Same => MapkitCommand.Success,
        CrossCheckOutcome.Differs => MapkitCommand.No,
        _ => MapkitCommand.Trouble,
    };

    private static List<MapType> TypesOf(TableOperand operand, ParseResult arguments, MainConfiguration? configuration)
    {
        var types = CompileCommand.ParseTypes(arguments.GetValue(Types) ?? []);
        if (types.Count == 0) return [operand.Type ?? DefaultType(configuration)];
        if (operand.Type is { } given && !types.Contains(given))
            throw new FormatException($"{MapTypes.NameOf(given)}:{operand.Name}: the operand's type is not among those of -t");
        return types;
    }

    /// <summary>The type that main.cf gives to tables without one.</summary>
    private static MapType DefaultType(MainConfiguration? configuration) =>
        configuration?.Get("default_database_type") is { } name && MapTypes.TryParse(name, out var type) ? type : MapTypes.Default;

    /// <summary>Reads main.cf. Without it neither tool would build a map, and nothing would be compared.</summary>
    private static MainConfiguration Read(PostfixSettings settings)
    {
        if (!settings.IsRequired && !settings.HasMain) throw new IOException($"open {settings.Directory}/main.cf: No such file or directory");
        try
        {
            return settings.Main;
        }
        catch (ConfigurationException exception)
        {
            throw new IOException(ByteText.ToText(ConfigurationMessage.WithoutSecrets(exception)), exception);
        }
    }
}
