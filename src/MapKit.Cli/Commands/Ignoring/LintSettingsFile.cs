using MapKit.Platform;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace MapKit.Cli.Commands.Ignoring;

/// <summary>Reads mapkit.toml.</summary>
internal sealed class LintSettingsFile
{
    /// <summary>Its name.</summary>
    public const string Name = "mapkit.toml";

    private const string LintTable = "lint";
    private const string ByFileTable = "lint.per-file-ignores";
    private static readonly string[] Levels = ["error", "warning", "info"];
    private static readonly string[] Keys = ["level", "ignore", "exclude"];

    private readonly string _path;

    private LintSettingsFile(string path) => _path = path;

    /// <summary>Reads a file.</summary>
    /// <exception cref="FormatException">It has an error, which the message names with its line.</exception>
    public static LintSettings Read(string path) => new LintSettingsFile(path).Read();

    private LintSettings Read()
    {
        var document = SyntaxParser.Parse(WholeFile.ReadText(_path), _path);
        if (document.Diagnostics.FirstOrDefault(message => message.Kind == DiagnosticMessageKind.Error) is { } error)
            throw Wrong(error.Span.Start.Line, error.Message);
        if (document.KeyValues.FirstOrDefault() is { } stray) throw Wrong(stray, $"{NameOf(stray.Key!)} is outside of a table; write [{LintTable}] before it");
        var settings = LintSettings.None with { Folder = Path.GetDirectoryName(Path.GetFullPath(_path))! };
        foreach (var table in document.Tables)
        {
            settings = NameOf(table.Name!) switch
            {
                LintTable => table.Items.Aggregate(settings, AddKey),
                ByFileTable => settings with { ByFile = [.. settings.ByFile, .. table.Items.Select(item => (NameOf(item.Key!), CodesIn(item)))] },
                var other => throw Wrong(table, $"no such table: {other}; {UsageError.Advice(other, [LintTable, ByFileTable], $"mapkit knows {LintTable} and {ByFileTable}")}"),
            };
        }

        return settings;
    }

    private LintSettings AddKey(LintSettings settings, KeyValueSyntax item) => NameOf(item.Key!) switch
    {
        "level" => settings with { Level = LevelIn(item) },
        "ignore" => settings with { Ignored = CodesIn(item) },
        "exclude" => settings with { Excluded = TextsIn(item) },
        var other => throw Wrong(item, $"no such key: {other}; {UsageError.Advice(other, Keys, $"{LintTable} has {string.Join(", ", Keys)}")}"),
    };

    private string LevelIn(KeyValueSyntax item) =>
        item.Value is StringValueSyntax { Value: { } level } && Levels.Contains(level) ? level : throw Wrong(item, $"level is one of {string.Join(", ", Levels)}, in quotes");

    private IReadOnlyList<string> CodesIn(KeyValueSyntax item)
    {
        var codes = TextsIn(item);
        return codes.Select(RuleCode.ProblemOf).FirstOrDefault(problem => problem is not null) is { } wrong ? throw Wrong(item, wrong) : codes;
    }

    private IReadOnlyList<string> TextsIn(KeyValueSyntax item)
    {
        if (item.Value is not ArraySyntax array || array.Items.Any(entry => entry.Value is not StringValueSyntax))
            throw Wrong(item, $"{NameOf(item.Key!)} is a list of texts: [\"...\", \"...\"]");
        return [.. array.Items.Select(entry => ((StringValueSyntax)entry.Value!).Value ?? "")];
    }

    private static string NameOf(KeySyntax key)
    {
        var names = new List<string> { PartOf(key.Key!) };
        foreach (var part in key.DotKeys) names.Add(PartOf(part.Key!));
        return string.Join('.', names);
    }

    private static string PartOf(BareKeyOrStringValueSyntax part) => part is StringValueSyntax { Value: { } text } ? text : part.ToString().Trim();

    private FormatException Wrong(SyntaxNode node, string message) => Wrong(node.Span.Start.Line, message);

    private FormatException Wrong(int line, string message) => new($"{_path}:{line + 1}: {message}");
}
