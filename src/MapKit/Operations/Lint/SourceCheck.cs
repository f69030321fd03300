using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Linting;
using MapKit.Linting.AcrossTables;
using MapKit.Linting.Entries;
using MapKit.Linting.Lines;
using MapKit.Loading;
using MapKit.Operations.Compile;
using MapKit.Records;
using MapKit.Source;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Operations.Lint;

/// <summary>
/// All findings of one source: those of the road to the records, and those of the rules of lint, for which it is read again,
/// when compiling only if it holds something that they could speak of.
/// </summary>
internal sealed class SourceCheck
{
    private const long MostCopied = 512 << 20;
    private const int CopyShare = 8;

    private readonly CompileOptions _options;

    /// <summary>Creates a check.</summary>
    /// <param name="context">The source; takes the findings.</param>
    /// <param name="options">How the source is read.</param>
    public SourceCheck(LintContext context, CompileOptions options)
    {
        Context = context;
        _options = options;
        Loader = new TableLoader(context.Path, context.Format, options, context);
    }

    /// <summary>The source and its findings.</summary>
    public LintContext Context { get; }

    /// <summary>The road to the records.</summary>
    public TableLoader Loader { get; }

    /// <summary>Reads the source and lets the rules see it.</summary>
    /// <param name="source">The bytes. If they come only once, they are kept in memory meanwhile.</param>
    /// <param name="acrossTables">The rules about several tables.</param>
    /// <returns>The records; of those that are on disk none, and the rules about several of them have not seen them.</returns>
    public RecordSet Load(Stream source, params IReadOnlyList<ICrossTableRule> acrossTables)
    {
        var stream = Seekable(source, Context, _options.CreateScratchFile, (_options.MemoryLimit ?? MostCopied) / CopyShare);
        var start = stream.Position;
        var scout = new ScoutStream(stream);
        var records = Loader.Load(scout);

        WrongSyntaxCheck.Run(Context, Loader.Count);
        SecretFileCheck.Run(Context);
        if (scout.SawOddLine)
        {
            stream.Position = start;
            ReadLines(stream, Context.Format.Syntax, LintRules.OfLines(Context));
        }

        List<ITableRule> rules = [.. LintRules.OfEntries(Context, _options.Duplicates)];
        if (!Loader.IsOnDisk)
        {
            foreach (var rule in LintRules.OfRecords(Context)) rule.Judge(records);
            rules.AddRange(acrossTables.Select(rule => rule.Begin(Context, records)).OfType<ITableRule>());
        }

        if (rules.Count > 0)
        {
            stream.Position = start;
            ReadEntries(stream, rules);
        }

        stream.Position = start;
        PlaceFinder.Run(Context, stream);
        if (scout.SawDirective)
        {
            stream.Position = start;
            Context.Allowances = AllowanceReader.Read(stream);
        }

        return records;
    }

    /// <summary>Lets rules see the lines of a source.</summary>
    /// <param name="stream">The bytes; not disposed.</param>
    /// <param name="syntax">How a line is divided.</param>
    /// <param name="rules">The rules.</param>
    public static void ReadLines(Stream stream, SourceSyntax syntax, IReadOnlyList<ILineRule> rules)
    {
        using var reader = new LogicalLineReader(stream);
        while (reader.Read(out var line))
        {
            // Postfix drops it, which has been told.
            if (line.StartsWithSpace) continue;
            var linted = LintedLine.Of(line, syntax);
            foreach (var rule in rules) rule.See(linted);
        }

        foreach (var rule in rules) rule.End();
    }

    /// <summary>A stream that can be read more than once: itself, or its bytes, which are kept.</summary>
    /// <param name="source">The stream.</param>
    /// <param name="context">Keeps the bytes.</param>
    /// <param name="createFile">Makes a file for them, or null to keep them in memory.</param>
    /// <param name="mostInMemory">Bytes that are kept in memory where there can be a file.</param>
    public static Stream Seekable(Stream source, LintContext context, Func<SafeFileHandle>? createFile = null, long mostInMemory = 0) =>
        source.CanSeek ? source : context.Copy = SeekableCopy.Of(source, createFile, mostInMemory);

    private void ReadEntries(Stream stream, List<ITableRule> rules)
    {
        using var reader = new EntryReader(stream, Context.Path, Context.ReaderOptions, new NoFindings());
        while (reader.Read(out var entry))
        {
            foreach (var rule in rules) rule.See(entry);
        }

        foreach (var rule in rules) rule.End();
    }
}
