using System.Globalization;
using System.Text;
using MapKit.Cli.Rendering.Status;
using MapKit.Configuration;
using MapKit.Delivery;
using MapKit.Diagnostics;
using MapKit.Operations.Explain;
using MapKit.Operations.Graph;
using MapKit.Operations.Graph.Layout;
using MapKit.Operations.Graph.Writing;
using MapKit.Operations.Lint;
using MapKit.Operations.Status;
using MapKit.Platform;
using MapKit.Tables;
using MapKit.Web.Model;

namespace MapKit.Web.Worker;

/// <summary>The configuration that is open in the page. Its files are in the memory of the worker, each at its path.</summary>
internal sealed class ConfigurationDocument
{
    private const int LinesAround = 200;

    private static int _count;

    private readonly ConfigurationFiles _files;
    private readonly string _root;
    private PostfixSettings _settings;

    private ConfigurationDocument(ConfigurationFiles files)
    {
        _files = files;
        _root = string.Create(CultureInfo.InvariantCulture, $"/configurations/{++_count}");
        try
        {
            files.WriteTo(_root);
        }
        catch (IOException)
        {
            Remove();
            throw;
        }

        _settings = SettingsFor("", null);
    }

    /// <summary>Puts the files in their places.</summary>
    /// <exception cref="ConfigurationException">There is no main.cf among them.</exception>
    public static ConfigurationDocument Create(List<KeyValuePair<string, ReadOnlyMemory<byte>>> files) => new(ConfigurationFiles.Create(files));

    /// <summary>Removes the files.</summary>
    public void Remove()
    {
        if (Directory.Exists(_root)) Directory.Delete(_root, recursive: true);
    }

    /// <summary>The state of every table, and all findings.</summary>
    /// <param name="hostName">The name of the host; empty for the one in main.cf.</param>
    public ConfigurationView Check(string hostName)
    {
        using var root = FileRoot.Enter(_root);
        var warnings = new DiagnosticList();
        _settings = SettingsFor(hostName, warnings);
        PostfixConfiguration configuration;
        try
        {
            configuration = _settings.Configuration;
        }
        catch (ConfigurationException exception) when (exception.Place is not null)
        {
            warnings.Report(ConfigurationMessage.RefusedLine(exception, _settings.MainPath, isMaster: false));
            return Refused(warnings);
        }

        if (configuration.MasterProblem is { Place: not null } problem) warnings.Report(ConfigurationMessage.RefusedLine(problem, _settings.MasterPath, isMaster: true));
        var report = new StatusOperation(configuration, new StatusOptions()).Run();
        var problems = report.Problems.Select(StatusWords.Describe).ToList();
        if (configuration.MasterProblem is { Place: null }) problems.Add("there is no master.cf: the -o settings of services are unknown");
        var operation = new LintOperation(new LintOptions { Configuration = configuration, ChecksConfiguration = true, Utf8 = configuration.Get("smtputf8_enable") != "no" });
        operation.ReadConfigured((path, exception) => problems.Add(exception.Message));
        operation.Add(warnings);
        var findings = new Findings();
        operation.Report(findings);
        problems.AddRange(_files.Others.Select(static other => $"{other} is another configuration, which is not shown; open its folder alone"));
        return View(findings) with
        {
            Tables = [.. report.Tables.Select(View)],
            Problems = problems,
            HostName = NameOfHost(configuration),
            HostNameIsSet = configuration.Main.Find("myhostname") is not null,
        };
    }

    /// <summary>What Postfix does with a message to an address.</summary>
    public ExplanationView Explain(string recipient, string sender)
    {
        using var root = FileRoot.Enter(_root);

        // The tables are looked up in their sources: the maps beside them may be missing or old. Without a source there is only the map.
        var options = new ExplainOptions { AsksSources = true, AsksMapsWithoutSource = true, Sender = sender.Length == 0 ? null : sender };
        var explanation = ExplainOperation.Delivery(_settings.Configuration, recipient, options);
        return new ExplanationView
        {
            Outcome = explanation.Outcome switch { ExplainOutcome.Found => "delivered", ExplainOutcome.NotFound => "not delivered", _ => "uncertain" },
            Results = [.. explanation.Results.Select(result => result.ToString())],
            Steps = [.. ExplanationWords.LinesOf(explanation).Select(View)],
            Picture = PictureOf(recipient, explanation),
            PictureStyle = SvgWriter.Style,
        };
    }

    /// <summary>The lines of a file, with secrets masked.</summary>
    public FileView Lines(string path, int line)
    {
        using var root = FileRoot.Enter(_root);
        if (!_files.Files.TryGetValue(path, out var lines)) return new FileView(path, 1, [], "the file is not among those that were opened");
        var isConfiguration = path == _settings.MainPath || path == _settings.MasterPath;
        if (isConfiguration && _settings.HoldsSecrets) return new FileView(path, 1, [], "the file may have passwords in it and is not shown");
        var mask = isConfiguration ? SecretMask.None : _settings.MaskOf(path);
        var first = Math.Max(1, line - LinesAround);
        var shown = new List<string>();
        var number = 0;
        foreach (var range in lines.Span.Split((byte)'\n'))
        {
            if (++number < first) continue;
            if (number > line + LinesAround) break;
            shown.Add(Encoding.UTF8.GetString(mask.SourceLine(lines[range]).Span));
        }

        return new FileView(path, first, shown, null);
    }

    /// <summary>The picture, whose style the page has from <see cref="ExplanationView.PictureStyle"/>: its policy forbids inline styles.</summary>
    private static string PictureOf(string recipient, Explanation explanation)
    {
        var picture = SvgWriter.Draw(GraphOperation.Explained(ExplainOperation.DeliveryName, recipient, explanation), LayoutDirection.Right, out var size);
        return string.Create(CultureInfo.InvariantCulture, $"<svg class=\"mail\" width=\"{size.Width}\" height=\"{size.Height}\" viewBox=\"0 0 {size.Width} {size.Height}\">{picture}</svg>");
    }

    private static string NameOfHost(PostfixConfiguration configuration)
    {
        try
        {
            return configuration.Get("myhostname") ?? "";
        }
        catch (ConfigurationException)
        {
            return "";
        }
    }

    private PostfixSettings SettingsFor(string hostName, IDiagnosticSink? warnings) =>
        new(_files.Directory, new PostfixSettingsOptions { IsRequired = true, Warnings = warnings, HostName = hostName.Length == 0 ? "mail.localdomain" : hostName });

    private ConfigurationView Refused(DiagnosticList warnings)
    {
        var findings = new Findings();
        foreach (var warning in warnings) findings.Report(warning);
        return View(findings);
    }

    private ConfigurationView View(Findings findings) => new()
    {
        Directory = _files.Directory,
        Files = [.. _files.Files.Keys.Order(StringComparer.Ordinal)],
        Findings = findings.Listed,
        Count = findings.Count,
        Errors = findings.Errors,
        Warnings = findings.Warnings,
    };

    private TableView View(TableStatus table) => new(
        $"{table.Type}:{table.ShownName}",
        table.Reference is { } reference ? StatusWords.Describe(reference) : "no parameter",
        StatusWords.NameOf(table.State),
        StatusWords.Describe(table),
        table.Entries,
        [.. table.Notes.Where(note => note.Kind != TableNoteKind.OlderThanSource).Select(note => StatusWords.Describe(note, table.Role))],
        !table.NeedsWork && !table.IsTrouble,
        table.SourcePath is { } source && _files.Files.ContainsKey(source) ? source : null);

    private static StepView View(ExplanationLine line) => new(line.Meaning.ToString(), line.Text, line.Place?.Path, line.Place?.Place.Line ?? 0, [.. line.Children.Select(View)]);
}
