using MapKit.Diagnostics;
using MapKit.Linting;
using MapKit.Linting.AcrossTables;
using MapKit.Linting.Allowances;
using MapKit.Linting.Configuration;
using MapKit.Platform;
using MapKit.Platform.Accounts;
using MapKit.Postfix;

namespace MapKit.Operations.Lint;

/// <summary>
/// Finds mistakes in sources, in each one and in several together, and changes nothing: the verb <c>lint</c>, without a terminal.
/// Memory is bounded by the longest logical line, the keys and values of one table, and the findings.
/// </summary>
public sealed partial class LintOperation
{
    private readonly LintOptions _options;
    private readonly IReadOnlyList<ICrossTableRule> _acrossTables;
    private readonly MailSystem? _system;
    private readonly List<LintContext> _tables = [];
    private readonly List<Diagnostic> _ofConfiguration = [];

    /// <summary>Creates an operation without tables.</summary>
    /// <param name="options">How.</param>
    public LintOperation(LintOptions options)
        : this(options, SystemOf(options))
    {
    }

    /// <summary>As above, with rules about several tables.</summary>
    internal LintOperation(LintOptions options, IReadOnlyList<ICrossTableRule> acrossTables)
    {
        _options = options;
        _acrossTables = acrossTables;
    }

    private LintOperation(LintOptions options, MailSystem? system)
        : this(options, options.IsOneTable && system is null ? LintRules.CreateForOneTable() : LintRules.CreateAcrossTables(system)) => _system = system;

    /// <summary>The version of the Postfix that uses the tables; known only where its whole configuration is checked.</summary>
    private PostfixVersion? KnownVersion => _options.ChecksConfiguration ? _options.Configuration?.Main.Version : null;

    /// <summary>Number of tables read.</summary>
    public int TableCount => _tables.Count;

    /// <summary>Reads every table that main.cf and master.cf name and whose source exists, each in the format of its use.</summary>
    /// <param name="onUnreadable">Receives the path and the error of a source that cannot be read; the others are still read.</param>
    /// <exception cref="InvalidOperationException">The options have no configuration.</exception>
    public void ReadConfigured(Action<string, Exception> onUnreadable)
    {
        ArgumentNullException.ThrowIfNull(onUnreadable);
        using var root = EnterFiles();
        foreach (var source in ConfiguredSources())
        {
            try
            {
                if (source.Client is { } client) ReadClientSettings(source.Path, client);
                else if (source.List is { } list) ReadList(source.Path, list);
                else if (source.RuleType is { } rules) ReadRules(source.Path, rules, source.Format);
                else Read(source.Path, source.Format, source.MapTypes);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                onUnreadable(source.Path, exception);
            }
        }
    }

    /// <summary>The sources that <see cref="ReadConfigured"/> reads.</summary>
    internal IReadOnlyList<ConfiguredSource> ConfiguredSources() =>
        ConfiguredSource.In(_system?.Tables ?? throw new InvalidOperationException("the options have no configuration"));

    /// <summary>Adds findings about main.cf and master.cf that were made when they were read.</summary>
    internal void Add(IEnumerable<Diagnostic> findings) => _ofConfiguration.AddRange(findings);

    /// <summary>Reports all findings: those in main.cf, then table by table in the order of reading, and in each in the order of the source.</summary>
    /// <param name="diagnostics">Takes them.</param>
    public void Report(IDiagnosticSink diagnostics)
    {
        using var root = EnterFiles();
        foreach (var rule in _acrossTables) rule.Finish();
        if (_system is not null)
        {
            PassFindingsOf(_system, diagnostics);
        }
        else
        {
            foreach (var finding in _ofConfiguration.Where(finding => finding.Severity >= _options.Level)) diagnostics.Report(finding);
        }

        foreach (var table in _tables) AllowedFindings.Pass(table, _options.Level, diagnostics);
    }

    private void PassFindingsOf(MailSystem system, IDiagnosticSink diagnostics)
    {
        if (_options.ChecksConfiguration)
        {
            foreach (var rule in LintRules.CreateForConfiguration()) rule.Check(system);
        }

        foreach (var finding in _ofConfiguration) system.Report(finding);
        foreach (var (context, source) in system.Files().Where(file => !file.Context.Findings.IsEmpty))
        {
            using var stream = new MemoryStream(source, writable: false);
            context.Allowances = AllowanceReader.Read(stream);
            AllowedFindings.Pass(context, _options.Level, diagnostics);
        }
    }

    private FileRoot.Scope EnterFiles() => FileRoot.Enter(_options.Configuration?.Main.FilesBelow);

    private static MailSystem? SystemOf(LintOptions options) => options.Configuration is { } configuration
        ? new MailSystem(configuration, options.Accounts ?? (options.IsForThisHost && configuration.Main.FilesBelow is null ? SystemAccounts.OfThisSystem : null), options.SupportedTypes) { ChecksConfiguration = options.ChecksConfiguration }
        : null;
}
