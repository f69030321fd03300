using MapKit.Diagnostics;
using MapKit.Linting;
using MapKit.Linting.AcrossTables;
using MapKit.Linting.Entries;
using MapKit.Linting.Lines;
using MapKit.Linting.Records;
using MapKit.Linting.Sources;
using MapKit.Loading;
using MapKit.Operations.Compile;
using MapKit.Records;

namespace MapKit.Operations.Lint;

/// <summary>
/// All findings of one source: those of loading it, and those of the lint rules. For some of these it is read a second time;
/// when compiling, only if it contains something that they could report.
/// </summary>
internal sealed class SourceCheck : IDiagnosticSink
{
    private const long MostCopied = 512 << 20;
    private const int CopyShare = 8;

    private readonly CompileOptions _options;
    private readonly IReadOnlyList<ISourceRule> _sourceRules;

    /// <summary>Creates a check.</summary>
    /// <param name="context">The source; takes the findings.</param>
    /// <param name="options">How the source is read.</param>
    public SourceCheck(LintContext context, CompileOptions options)
    {
        Context = context;
        _options = options;
        _sourceRules = LintRules.Create<ISourceRule>(context);
        Loader = new TableLoader(context.Path, context.Format, options, this) { OnRepeatedKey = context.RepeatedKeys.Add, NotesFoldedKeys = !context.ForCompile };
    }

    /// <summary>The source and its findings.</summary>
    public LintContext Context { get; }

    /// <summary>Loads the records.</summary>
    public TableLoader Loader { get; }

    /// <summary>Receives a finding of loading.</summary>
    public void Report(Diagnostic diagnostic)
    {
        Context.Report(diagnostic);
        foreach (var rule in _sourceRules) rule.See(diagnostic);
    }

    /// <summary>Reads the source and runs the rules.</summary>
    /// <param name="source">The bytes. If they can be read only once, they are stored during the check.</param>
    /// <param name="acrossTables">The rules about several tables.</param>
    /// <returns>The records; none if they are on disk, and the rules about several records have then not run.</returns>
    public RecordSet Load(Stream source, params IReadOnlyList<ICrossTableRule> acrossTables)
    {
        using var copy = source.CanSeek ? null : SeekableCopy.Create(source, _options.CreateScratchFile, (_options.MemoryLimit ?? MostCopied) / CopyShare);
        var stream = copy ?? source;
        var start = stream.Position;
        var scout = new ScoutStream(stream);
        var records = Loader.Load(scout);
        if (Loader.NotesFoldedKeys) Context.LastFoldedLine = Loader.LastFoldedLine;
        foreach (var rule in _sourceRules) rule.End(Loader.Count);

        List<IEntryRule> entryRules = [.. LintRules.Create<IEntryRule>(Context)];
        if (!Loader.IsOnDisk)
        {
            foreach (var rule in LintRules.Create<IRecordRule>(Context)) rule.Check(records);
            entryRules.AddRange(acrossTables.Select(rule => rule.Begin(Context, records)).OfType<IEntryRule>());
        }

        entryRules.Add(new PlacedFindings(Context));
        new SecondReading(Context, scout.SawOddLine ? LintRules.Create<ILineRule>(Context) : [], [.. entryRules], scout.SawDirective).Run(() =>
        {
            stream.Position = start;
            return stream;
        });
        return records;
    }
}
