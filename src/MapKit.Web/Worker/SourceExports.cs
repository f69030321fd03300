using System.Runtime.InteropServices.JavaScript;
using System.Runtime.Versioning;
using System.Text.Json;
using MapKit.Diagnostics;
using MapKit.Lookup.Patterns;
using MapKit.Maps;
using MapKit.Operations.Compile;
using MapKit.Operations.Lint;
using MapKit.Tables;
using MapKit.Web.Model;

namespace MapKit.Web.Worker;

/// <summary>What the page asks of the worker about sources.</summary>
[SupportedOSPlatform("browser")]
internal static partial class SourceExports
{
    /// <summary>The types of tables of patterns, which are chosen like formats.</summary>
    private static readonly string[] RuleTypes = ["regexp", "pcre", "cidr"];

    /// <summary>The names of the formats and types that can be chosen.</summary>
    [JSExport]
    internal static string[] Formats() => [.. TableFormat.All.Select(format => format.Name), .. RuleTypes];

    /// <summary>The text of a source; a byte that is not UTF-8 becomes a character that no text holds.</summary>
    [JSExport]
    internal static string TextOf(byte[] content) => EditorText.FromBytes(content);

    /// <summary>Checks a source.</summary>
    /// <param name="name">The name of its file; empty if it has none.</param>
    /// <param name="text">Its text.</param>
    /// <param name="format">The format that was chosen; empty to guess it.</param>
    [JSExport]
    internal static string Check(string name, string text, string format)
    {
        var source = EditorText.ToBytes(text);
        return JsonSerializer.Serialize(Check(name, source, format), PageJson.Default.SourceView);
    }

    /// <summary>Compiles a source.</summary>
    /// <param name="name">As for <see cref="Check(string, string, string)"/>.</param>
    /// <param name="text">As there.</param>
    /// <param name="format">As there.</param>
    /// <param name="type">The type of the map.</param>
    [JSExport]
    internal static string Compile(string name, string text, string format, string type)
    {
        var source = EditorText.ToBytes(text);
        return MadeBytes.Make(output =>
        {
            if (!MapTypes.TryParse(type, out var mapType)) throw new ArgumentException("no such type", nameof(type));
            var chosen = FormatOf(name, source, format);
            var findings = new DiagnosticList();
            var fileName = FileName(name) + MapTypes.SuffixOf(mapType);
            var result = CompileOperation.Run(new MemoryStream(source, writable: false), FileName(name), output, new CompileOptions { Types = [mapType], Format = chosen }, findings);
            return result.Outcome == CompileOutcome.Written
                ? new MadeFile(fileName, $"{result.Records} record{(result.Records == 1 ? "" : "s")}", null)
                : new MadeFile(fileName, null, findings.FirstOrDefault(finding => finding.Severity == Severity.Error)?.Message ?? "a key does not fit this type");
        });
    }

    /// <summary>The documentation of a rule.</summary>
    [JSExport]
    internal static string Rule(string code)
    {
        var rule = Rules.All.First(rule => rule.Code == code);
        return JsonSerializer.Serialize(new RuleView(rule.Code, rule.Title, rule.Finds, rule.Effect, rule.Example, rule.Remedy), PageJson.Default.RuleView);
    }

    private static SourceView Check(string name, byte[] source, string format)
    {
        try
        {
            var findings = new Findings();
            var operation = new LintOperation(new LintOptions { IsOneTable = true });
            using var stream = new MemoryStream(source, 0, source.Length, writable: false, publiclyVisible: true);
            var rules = RuleTypeOf(name, source, format);
            var table = FormatOf(name, source, format);
            if (rules is { } type) operation.ReadRules(stream, FileName(name), type, null);
            else operation.Read(stream, FileName(name), format.Length == 0 && table == TableFormat.ForFileName(name) ? null : table, []);
            operation.Report(findings);
            return new SourceView
            {
                Format = rules is null ? table.Name : NameOf(rules.Value),
                IsGuessed = format.Length == 0,
                CanCompile = rules is null,
                Findings = findings.Listed,
                Count = findings.Count,
                Errors = findings.Errors,
                Warnings = findings.Warnings,
            };
        }
        catch (Exception exception) when (exception is IOException or PatternException)
        {
            return new SourceView { Refusal = exception.Message };
        }
    }

    private static string FileName(string name) => name.Length == 0 ? "table" : name;

    private static string NameOf(RuleTableType type) => type switch { RuleTableType.Pcre => "pcre", RuleTableType.Cidr => "cidr", _ => "regexp" };

    private static RuleTableType? RuleTypeOf(string name, byte[] source, string format) =>
        format.Length > 0 ? RuleTableTypes.ByName(format)
        : RuleTableTypes.ForFileName(name) ?? RuleTableTypes.ForContent(source.AsSpan(0, Math.Min(source.Length, RuleTableTypes.Examined)));

    private static TableFormat FormatOf(string name, byte[] source, string format)
    {
        if (TableFormat.ByName(format) is { } chosen) return chosen;
        var named = TableFormat.ForFileName(name);
        return named == TableFormat.Plain ? FormatGuess.Of(source) : named;
    }
}
