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
/// All findings of one source: those of loading it, and those of the rules of lint. For some of these it is read a second time;
/// when compiling, only if it holds something that they could report.
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
        Loader = new TableLoader(context.Path, context.Format, options, this) { OnRepeatedKey = context.RepeatedKeys.Add };
    }

    /// <summary>The source and its findings.</summary>
    public LintContext Context { get; }

    /// <summary>Makes the records.</summary>
    public TableLoader Loader { get; }

    /// <summary>Takes a finding of loading.</summary>
    public void Report(Diagnostic diagnostic)
    {
        Context.Report(diagnostic);
        foreach (var rule in _sourceRules) rule.See(diagnostic);
    }

    /// <summary>Reads the source and lets the rules see it.</summary>
    /// <param name="source">The bytes. If they come only once, they are kept meanwhile.</param>
    /// <param name="acrossTables">The rules about several tables.</param>
    /// <returns>The records; of those that are on disk none, and the rules about several of them have not seen them.</returns>
    public RecordSet Load(Stream source, params IReadOnlyList<ICrossTableRule> acrossTables)
    {
        using var copy = source.CanSeek ? null : SeekableCopy.Create(source, _options.CreateScratchFile, (_options.MemoryLimit ?? MostCopied) / CopyShare);
        var stream = copy ?? source;
        var start = stream.Position;
        var scout = new ScoutStream(stream);
        var records = Loader.Load(scout);
        foreach (var rule in _sourceRules) rule.End(Loader.Count);

        List<IEntryRule> entryRules = [.. LintRules.Create<IEntryRule>(Context)];
        if (!Loader.IsOnDisk)
        {
            foreach (var rule in LintRules.Create<IRecordRule>(Context)) rule.Check(records);
            entryRules.AddRange(acrossTables.Select(rule => rule.Begin(Context, records)).OfType<IEntryRule>());
        }

        entryRules.Add(new PlacedFindings(Context));
        new SecondReading(Context, scout.SawOddLine ? LintRules.Create<ILineRule>(Context) : [], entryRules, scout.SawDirective).Run(() =>
        {
            stream.Position = start;
            return stream;
        });
        return records;
    }
}
