using System.CommandLine;
using System.Text;
using MapKit.Cli.Rendering;
using MapKit.Configuration;
using MapKit.Editing;
using MapKit.Lookup;
using MapKit.Maps;
using MapKit.Operations.Edit;
using MapKit.Operations.Lint;
using MapKit.Platform;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Cli.Commands.Options;

/// <summary>What the verbs that edit a source share: operand, options and messages.</summary>
/// <param name="arguments">The command line.</param>
/// <param name="environment">The stream for messages.</param>
internal sealed class EditedTable(ParseResult arguments, CommandEnvironment environment)
{
    /// <summary>The source.</summary>
    public static readonly Argument<string> Table = new("TABLE") { Description = "Source to edit, or [TYPE:]TABLE" };

    /// <summary>The key.</summary>
    public static readonly Argument<string> Key = new("KEY") { Description = "Key as postmap -q or postalias -q finds it: case is folded, quotes are part of the key" };

    /// <summary>The format.</summary>
    public static readonly Option<string?> Format = FormatOption.Create();

    /// <summary>Write nothing.</summary>
    public static readonly Option<bool> Check = new("--check") { Description = "Write nothing. Exit status 1 if the source would change" };

    /// <summary>Write an entry although it is wrong.</summary>
    public static readonly Option<bool> Force = new("--force") { Description = "Write the entry although it has an error" };

    /// <summary>Print results as JSON.</summary>
    public static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object per line" };

    /// <summary>What one of the verbs about a key does.</summary>
    /// <param name="table">Says what was done.</param>
    /// <param name="path">The source.</param>
    /// <param name="key">The key.</param>
    /// <param name="options">How.</param>
    /// <returns>The exit status.</returns>
    public delegate int Edit(EditedTable table, string path, string key, EditOptions options);

    private readonly PostfixSettings _settings = ConfigurationOption.Read(arguments, environment);

    private string? GivenFormat => arguments.GetValue(Format);

    /// <summary>Makes a verb that edits the entry of a key.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it does.</param>
    /// <param name="argument">What it takes beside table and key, or null.</param>
    /// <param name="environment">The stream for messages.</param>
    /// <param name="edit">Does it.</param>
    public static Command CreateVerb(string name, string description, Argument<string>? argument, CommandEnvironment environment, Edit edit)
    {
        var command = new Command(name, description) { Table, Key, Format, ConfigurationOption.Folder, Check, WriteOptions.DryRun, WriteOptions.Diff, KeyOptions.NoFold, KeyOptions.NoUtf8, Json };
        if (argument is not null)
        {
            command.Arguments.Add(argument);
            command.Options.Add(Force);
        }

        command.SetAction(arguments =>
        {
            var table = new EditedTable(arguments, environment);
            var path = table.PathOf(arguments.GetRequiredValue(Table));
            if (SourceOperand.ProblemOf(path, force: false) is { } problem) throw new FormatException(problem);
            using var signals = new AbortOnSignal();
            using var progress = ProgressBar.On(environment, path, "editing");
            return edit(table, path, arguments.GetRequiredValue(Key), table.OptionsOf(path, signals.Token));
        });
        return command;
    }

    /// <summary>The value of a verb's own argument.</summary>
    public string ValueOf(Argument<string> argument) => arguments.GetRequiredValue(argument);

    /// <summary>The path of the source that an operand names.</summary>
    /// <exception cref="FormatException">The table has no keys: editing it as one would change its expressions.</exception>
    public string PathOf(string operand)
    {
        if (LintOperand.IsConfiguration(operand)) throw new FormatException($"{operand}: is a Postfix configuration file, not a table; use postconf to change it");
        var parsed = LintOperand.Parse(operand, GivenFormat is null ? _settings : null);
        return parsed.RuleType is null ? parsed.Name : throw new FormatException($"{parsed.Name}: is a table of patterns or networks, which has another syntax; edit it by hand");
    }

    /// <summary>The options of an edit.</summary>
    public EditOptions OptionsOf(string path, CancellationToken cancellation) => new()
    {
        Format = GivenFormat is { } name ? TableFormat.ByName(name) : _settings.FormatOf(path).Format,
        Utf8 = KeyOptions.IsUtf8(arguments, _settings),
        Folding = KeyOptions.FoldingOf(arguments, _settings),
        CheckOnly = arguments.GetValue(Check) || arguments.GetValue(WriteOptions.DryRun),
        Force = arguments.GetResult(Force) is not null && arguments.GetValue(Force),
        Lint = LintOf(path),
        OnWaiting = held => MapkitCommand.Note(environment, $"{held}"),
        Cancellation = cancellation,
    };

    /// <summary>The check against the configuration that uses a source, if one does.</summary>
    private LintOptions? LintOf(string path) => _settings.HasMain && _settings.HasMaster && _settings.Names(path)
        ? new LintOptions { Utf8 = KeyOptions.IsUtf8(arguments, _settings), Configuration = _settings.Configuration, IsForThisHost = _settings.IsRequired }
        : null;

    /// <summary>Aligns a table read from standard input.</summary>
    /// <returns>The exit status.</returns>
    public int LayOutInput()
    {
        using var source = new MemoryStream();
        environment.Input.CopyTo(source);
        var format = GivenFormat is { } name ? TableFormat.ByName(name)! : TableFormat.Plain;
        var document = new TableDocument(source.ToArray(), new DocumentOptions { Syntax = format.Syntax, Utf8 = KeyOptions.IsUtf8(arguments, _settings) });
        var before = document.Source;
        var changed = document.AlignColumns();
        var mask = format.IsSecret ? SecretMask.Credentials : SecretMask.None;
        var (withDiff, check) = (arguments.GetValue(WriteOptions.Diff), arguments.GetValue(Check));
        var isShown = !check && !withDiff && !arguments.GetValue(WriteOptions.DryRun);
        if (arguments.GetValue(Json))
        {
            EditJson.WriteInput(
                environment.Output,
                !changed ? "unchanged" : isShown ? "aligned" : "would change",
                isShown ? document.Source : default(ReadOnlyMemory<byte>?),
                withDiff ? UnifiedDiff.Text("stdin", before.Span, document.Source.Span, mask) : default(ReadOnlyMemory<byte>?));
        }
        else
        {
            if (withDiff) UnifiedDiff.Write(environment, "stdin", before.Span, document.Source.Span, mask);
            if (isShown) environment.Output.Write(document.Source.Span);
        }

        return check && changed ? MapkitCommand.No : MapkitCommand.Success;
    }

    /// <summary>The bytes of an argument.</summary>
    /// <exception cref="FormatException">The argument was not UTF-8, so its bytes are lost.</exception>
    public static byte[] BytesOf(string argument, string name) => argument.Contains('\uFFFD', StringComparison.Ordinal) || LosslessText.HasBytes(argument)
        ? throw new FormatException($"{name} is not UTF-8")
        : LosslessText.ToBytes(argument);

    /// <summary>Prints the result for a source, entry by entry.</summary>
    /// <param name="result">What was done.</param>
    /// <param name="done">The word for it.</param>
    /// <param name="keys">The key, and its new name if it is renamed; empty for the source as a whole.</param>
    /// <returns>The exit status.</returns>
    public int Print(EditResult result, string done, params string[] keys)
    {
        var mask = _settings.MaskOf(result.Path, GivenFormat is { } given ? TableFormat.ByName(given) : null);
        var json = arguments.GetValue(Json);
        var printer = new DiagnosticPrinter(environment, json, mask.Hides ? FindingMask.WithoutText : FindingMask.WithoutExcerpts);
        foreach (var finding in result.Findings) printer.Report(finding);
        if (result.Outcome == EditOutcome.Refused)
        {
            MapkitCommand.Fail(environment, $"{result.Path}: not written, because of the error above; --force writes it");
            return MapkitCommand.Trouble;
        }

        var withDiff = arguments.GetValue(WriteOptions.Diff);
        if (json)
        {
            var diff = withDiff ? UnifiedDiff.Text(result.Path, result.Before.Span, result.After.Span, mask) : default(ReadOnlyMemory<byte>?);
            EditJson.Write(environment.Output, result, done, [.. keys.Select(key => LosslessText.FromBytes(mask.Key(Encoding.UTF8.GetBytes(key)).Span))], diff);
        }
        else
        {
            PrintText(result, done, mask, keys);
            if (withDiff) UnifiedDiff.Write(environment, result.Path, result.Before.Span, result.After.Span, mask);
        }

        var isDone = result.Outcome is EditOutcome.Written or EditOutcome.Unchanged || (result.Outcome == EditOutcome.WouldChange && !arguments.GetValue(Check));
        return isDone ? MapkitCommand.Success : MapkitCommand.No;
    }

    private void PrintText(EditResult result, string done, SecretMask mask, string[] keys)
    {
        var shown = string.Concat(keys.Select((key, index) => $"{(index == 0 ? " " : " to ")}{DisplayText.Escape(mask.Key(Encoding.UTF8.GetBytes(key)).Span)}"));
        if (result.Outcome == EditOutcome.NotFound) MapkitCommand.Note(environment, $"{result.Path}: no entry has the key{shown}");
        var word = result.Outcome switch { EditOutcome.Unchanged => "unchanged", EditOutcome.WouldChange => $"would be {done}", _ => done };
        if (!environment.IsQuiet)
        {
            if (result.Lines.Count == 0 && result.Outcome != EditOutcome.NotFound) environment.Output.WriteLine($"{result.Path}: {word}{shown}");
            foreach (var line in result.Lines) environment.Output.WriteLine($"{result.Path}:{line}: {word}{shown}");
        }

        foreach (var line in result.HiddenLines) MapkitCommand.Note(environment, $"{result.Path}:{line}: has the same key, so Postfix ignores it");
        foreach (var note in result.Notes) MapkitCommand.Note(environment, note);
        foreach (var map in result.OlderMaps)
        {
            var compile = GivenFormat is not { } format || _settings.FormatOf(result.Path).Format.Name == format ? "mapkit compile" : $"mapkit compile -f {format}";
            MapkitCommand.Note(environment, $"{map.MapPath(map.Type!.Value)} is {OlderMap.Wording}; next: {compile} {MapTypes.NameOf(map.Type.Value)}:{result.Path}");
        }
    }
}
