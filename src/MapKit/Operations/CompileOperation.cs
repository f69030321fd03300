using System.Diagnostics;
using MapKit.Diagnostics;
using MapKit.Maps;
using MapKit.Maps.Replacement;
using MapKit.Records;
using MapKit.Tables;

namespace MapKit.Operations;

/// <summary>Compiles a source to map files: the verb <c>compile</c>, without a terminal.</summary>
public static class CompileOperation
{
    /// <summary>Compiles a file. Each map is the old one or the new one, whatever happens.</summary>
    /// <param name="sourcePath">The source.</param>
    /// <param name="options">How.</param>
    /// <param name="diagnostics">Takes the findings, in the order of the source.</param>
    /// <returns>One result for each type.</returns>
    /// <exception cref="IOException">The source cannot be read, or a map cannot be written; the message names the path.</exception>
    /// <exception cref="UnauthorizedAccessException">As <see cref="IOException"/>, for lack of permission.</exception>
    /// <exception cref="MapLimitException">The records do not fit the map type; nothing was written.</exception>
    public static IReadOnlyList<CompileResult> Run(string sourcePath, CompileOptions options, IDiagnosticSink diagnostics)
    {
        using var source = SourceFile.Open(sourcePath);
        return Run(source.Stream, sourcePath, source.Identity, options, diagnostics);
    }

    /// <summary>Compiles a stream, such as standard input. <see cref="CompileOptions.OutputPath"/> must be given.</summary>
    /// <param name="source">The bytes.</param>
    /// <param name="name">Name of the source in findings, such as <c>stdin</c>.</param>
    /// <param name="options">How.</param>
    /// <param name="diagnostics">Takes the findings.</param>
    /// <returns>One result for each type.</returns>
    public static IReadOnlyList<CompileResult> Run(Stream source, string name, CompileOptions options, IDiagnosticSink diagnostics)
    {
        if (options.OutputPath is null) throw new ArgumentException("a stream has no name to derive the map's from", nameof(options));
        return Run(source, name, null, options, diagnostics);
    }

    private static List<CompileResult> Run(
        Stream source, string name, SourceIdentity? identity, CompileOptions options, IDiagnosticSink diagnostics)
    {
        if (options.OutputPath is not null && options.Types.Count != 1)
            throw new ArgumentException("an output file needs exactly one type", nameof(options));

        var started = Stopwatch.GetTimestamp();
        var sink = new CountingSink(diagnostics);
        var format = options.Format ?? TableFormat.ForFileName(name);
        var loader = new TableLoader(name, format, options, sink);
        var records = loader.Load(source);
        CompileOutcome? stop = ReportKeysThatDoNotFit(records, name, options, sink) ? CompileOutcome.DoesNotFit
            : (options.Strict && sink.HasErrors) || (options.DuplicatesAreErrors && loader.FoundDuplicates) ? CompileOutcome.Refused
            : null;

        var results = new List<CompileResult>();
        foreach (var type in options.Types)
        {
            var path = options.OutputPath ?? new TableOperand(type, name).MapPath(type);
            var result = stop is { } outcome
                ? new CompileResult(type, path, outcome, records.Count, 0, Stopwatch.GetElapsedTime(started), [])
                : Write(type, path, records, identity, format, options, started);
            results.Add(result);
            started = Stopwatch.GetTimestamp();
        }

        return results;
    }

    private static CompileResult Write(
        MapType type, string path, RecordSet records, SourceIdentity? identity, TableFormat format, CompileOptions options, long started)
    {
        var mapFormat = MapFormats.Of(type);
        var stored = records.AsStored(WithNul(mapFormat, options.Nul));
        var request = new ReplacementRequest
        {
            Path = path,
            HeaderLength = mapFormat.HeaderLength,
            Lock = mapFormat.Lock,
            Source = identity,
            Secret = format.IsSecret,
            CheckOnly = options.CheckOnly,
            Cancellation = options.Cancellation,
            OnWaiting = options.OnWaiting is { } waiting ? () => waiting(path) : null,
        };
        using var output = MapReplacement.Begin(request);
        mapFormat.Write(stored, output);
        var result = output.Commit();
        var outcome = result.Outcome switch
        {
            ReplacementOutcome.Unchanged => CompileOutcome.Unchanged,
            ReplacementOutcome.WouldChange => CompileOutcome.WouldChange,
            _ => CompileOutcome.Written,
        };
        return new CompileResult(type, path, outcome, stored.Count, result.Length, Stopwatch.GetElapsedTime(started), [.. result.Warnings.Select(warning => Note(warning, result.Path))]);
    }

    private static string Note(ReplacementWarning warning, string path) => warning switch
    {
        ReplacementWarning.HardLinks => $"{path}: the old map has other hard links, which keep the old content",
        ReplacementWarning.HardLinksNeedReload => $"{path}: the old map has other hard links, so that running daemons do not notice the change; run: postfix reload",
        ReplacementWarning.OwnerNotKept => $"{path}: the owner or group of the old map could not be kept",
        ReplacementWarning.ModeNarrowed => $"{path}: was readable by more people than its source, which holds passwords; it is no longer",
        _ => throw new ArgumentOutOfRangeException(nameof(warning)),
    };

    private static bool WithNul(IMapFormat format, NulConvention nul) =>
        nul == NulConvention.TypeDefault ? format.StoresNul : nul == NulConvention.WithNul;

    /// <summary>Finds, for all types before any is written, the keys that a type has no room for.</summary>
    private static bool ReportKeysThatDoNotFit(RecordSet records, string name, CompileOptions options, CountingSink diagnostics)
    {
        var found = false;
        foreach (var format in options.Types.Select(MapFormats.Of).Where(row => row.MinimumKeyLength > 0 || row.MaximumKeyLength < int.MaxValue))
        {
            var stored = records.AsStored(WithNul(format, options.Nul));
            for (var i = 0; i < stored.Count; i++)
            {
                var length = stored.KeyLength(i);
                if (length >= format.MinimumKeyLength && length <= format.MaximumKeyLength) continue;
                found = true;
                diagnostics.Report(KeyDoesNotFit(format, name, stored.Line(i), length));
            }
        }

        return found;
    }

    private static Diagnostic KeyDoesNotFit(IMapFormat format, string name, int line, int length)
    {
        var place = new Source.SourcePlace(default, line, 1, 1);
        return length == 0
            ? new Diagnostic(Rules.EmptyKey, name, place, $"an {format.Name} map cannot hold an empty key; nothing was written", "use hash, btree or cdb, keep the trailing NUL, or store only the quoted form of alias names")
            : new Diagnostic(
                Rules.KeyTooLong,
                name,
                place,
                $"the key takes {length} bytes in the map and {format.Name} holds at most {format.MaximumKeyLength}; nothing was written",
                "shorten the key, or use hash, btree or cdb");
    }
}
