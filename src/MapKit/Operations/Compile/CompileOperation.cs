using System.Diagnostics;
using MapKit.Diagnostics;
using MapKit.Linting;
using MapKit.Linting.Allowances;
using MapKit.Loading;
using MapKit.Maps;
using MapKit.Maps.Replacement;
using MapKit.Operations.Lint;
using MapKit.Platform;
using MapKit.Postfix;
using MapKit.Records;
using MapKit.Tables;

namespace MapKit.Operations.Compile;

/// <summary>Compiles a source to map files: the verb <c>compile</c>, without a terminal.</summary>
public static partial class CompileOperation
{
    /// <summary>Compiles a file. Each map is replaced atomically.</summary>
    /// <param name="sourcePath">The source.</param>
    /// <param name="options">How.</param>
    /// <param name="diagnostics">Receives the findings, in the order of the source.</param>
    /// <returns>One result for each type.</returns>
    /// <exception cref="IOException">The source cannot be read, or a map cannot be written; the message names the path.</exception>
    /// <exception cref="UnauthorizedAccessException">As <see cref="IOException"/>, for lack of permission.</exception>
    /// <exception cref="MapLimitException">The records do not fit the map type; nothing was written.</exception>
    public static IReadOnlyList<CompileResult> Run(string sourcePath, CompileOptions options, IDiagnosticSink diagnostics)
    {
        using var source = SourceFile.OpenText(sourcePath);
        return RunWatched(source.Stream, sourcePath, source.Identity, options, diagnostics);
    }

    /// <summary>Compiles a stream, such as standard input. <see cref="CompileOptions.OutputPath"/> must be given.</summary>
    /// <param name="source">The bytes.</param>
    /// <param name="name">Name of the source in findings, such as <c>stdin</c>.</param>
    /// <param name="options">How.</param>
    /// <param name="diagnostics">Takes the findings.</param>
    /// <returns>One result for each type.</returns>
    public static IReadOnlyList<CompileResult> Run(Stream source, string name, CompileOptions options, IDiagnosticSink diagnostics)
    {
        if (options.OutputPath is null) throw new ArgumentException("a stream has no name from which to derive the map's; set OutputPath", nameof(options));
        return Run(source, name, null, null, options, diagnostics);
    }

    /// <summary>Compiles an open file.</summary>
    /// <param name="source">The file, from its start. It is not disposed.</param>
    /// <param name="name">Its name: the map's without suffix.</param>
    /// <param name="options">How.</param>
    /// <param name="diagnostics">Takes the findings.</param>
    /// <returns>One result for each type.</returns>
    public static IReadOnlyList<CompileResult> Run(FileStream source, string name, CompileOptions options, IDiagnosticSink diagnostics) =>
        RunWatched(source, name, SourceIdentity.Read(source.SafeFileHandle), options, diagnostics);

    /// <summary>Opens a source. Others may write, rename or delete it meanwhile.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">No permission.</exception>
    public static FileStream OpenSource(string path) => SourceFile.Open(path).Stream;

    /// <summary>Compiles a file, and repeats this if another program writes it meanwhile.</summary>
    private static List<CompileResult> RunWatched(FileStream source, string name, SourceIdentity identity, CompileOptions options, IDiagnosticSink diagnostics)
    {
        if (identity.Status is null) return Run(source, name, identity, null, options, diagnostics);
        var start = source.Position;
        var held = new HeldFindings(diagnostics);
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                // A program that always has the file open is not waited for longer.
                var watch = new SourceWatch(source.SafeFileHandle, name, identity.Status.Value)
                {
                    RejectsWriters = attempt < SourceWatch.MostAttempts && !held.HasPassed,
                };
                var canRepeat = true;
                try
                {
                    // The rules about several tables cannot discard what they have seen.
                    return Run(source, name, identity, watch, options with { OnSourceRead = Read, OnConfirmed = options.Types.Count == 1 ? held.Pass : null }, held);
                }
                catch (ChangedFileException) when (canRepeat && attempt < SourceWatch.MostAttempts && !held.HasPassed)
                {
                    held.Drop();
                    SourceWatch.Pause(attempt, options.Cancellation);
                    source.Position = start;
                    identity = SourceIdentity.Read(source.SafeFileHandle);
                    if (identity.Status is null) throw;
                }

                void Read(long length)
                {
                    watch.Check(start + length);
                    canRepeat = options.Together is null;
                    watch.RejectsWriters &= canRepeat && !held.HasPassed;
                }
            }
        }
        finally
        {
            held.Pass();
        }
    }

    private static List<CompileResult> Run(
        Stream source, string name, SourceIdentity? identity, SourceWatch? watch, CompileOptions options, IDiagnosticSink diagnostics)
    {
        if (options.OutputPath is not null && options.Types.Count != 1)
            throw new ArgumentException("an output file needs exactly one type", nameof(options));

        var started = Stopwatch.GetTimestamp();
        if (options.OnProgress is { } onProgress) options = options with { OnProgress = new ProgressReport(onProgress).Report };
        var sink = new CountingSink(diagnostics);
        var format = options.Format ?? TableFormat.ForFileName(name);
        CheckFolder(name, identity, options, sink);

        if (options.ValuesAreFiles) options = options with { ValueFiles = new ValueFiles(OwnerOf(identity, options)) };
        using var check = BuildCheck.Begin(source, name, format, options);

        // As in Postfix, so that a map that cannot be written is detected first. Several maps are opened one by one: a program that holds
        // one lock and waits for another may deadlock.
        using var first = options.Types.Count == 1 ? Begin(options.Types[0], PathOf(options.Types[0], name, options), name, identity, watch, format, check, options, sink) : null;
        if (check is not null && Unchanged(name, identity, watch, format, first, check, options, started) is { } unchanged) return unchanged;
        var findings = sink.Count;
        var owner = OwnerOf(identity, options);
        var map = PathOf(options.Types[0], name, options);
        using var loader = Load(check?.Source ?? source, name, format, identity is not null, options with { CreateScratchFile = () => ScratchFile.Create(map, owner) }, sink);

        // With more memory there may be more findings the next time.
        var stampedBy = sink.Count == findings && !loader.IsOnDisk ? check : null;
        var stop = StopOf(loader, options, sink);
        var results = new List<CompileResult>();
        foreach (var type in options.Types)
        {
            var path = PathOf(type, name, options);
            if (stop is { } outcome)
            {
                results.Add(new CompileResult(type, path, outcome, loader.Count, 0, Stopwatch.GetElapsedTime(started), []));
            }
            else
            {
                using var output = first is null ? Begin(type, path, name, identity, watch, format, check, options, sink) : null;
                results.Add(Write(type, path, loader, first ?? output!, stampedBy, options, started));
            }

            started = Stopwatch.GetTimestamp();
        }

        if (loader.IsOnDisk) results[0] = results[0] with { Notes = [OnDisk(name), .. results[0].Notes] };
        return results;
    }

    /// <summary>Why no map may be written, or null.</summary>
    private static CompileOutcome? StopOf(TableLoader loader, CompileOptions options, CountingSink sink) =>
        loader.FoundKeyWithoutRoom ? CompileOutcome.DoesNotFit
        : (options.Strict && sink.HasErrors) || (options.DuplicatesAreErrors && loader.FoundDuplicates) ? CompileOutcome.Refused
        : null;

    private static string OnDisk(string name) =>
        $"{name}: the records were sorted on disk because they did not fit in memory; the rules that compare records were not checked";

    /// <summary>The results if all maps are up to date, without building them; otherwise null.</summary>
    private static List<CompileResult>? Unchanged(
        string name, SourceIdentity? identity, SourceWatch? watch, TableFormat format, MapReplacement? first, BuildCheck check, CompileOptions options, long started)
    {
        var results = new List<CompileResult>();
        foreach (var type in options.Types)
        {
            var path = PathOf(type, name, options);
            using var opened = first is null ? Begin(type, path, name, identity, watch, format, check, options, new NoFindings()) : null;
            var output = first ?? opened!;
            if (check.Holds(type, output) is not { } stamp) return null;
            var result = output.KeepExisting();
            results.Add(new CompileResult(
                type, path, CompileOutcome.Unchanged, stamp.Records, result.Length, Stopwatch.GetElapsedTime(started), ReplacementNote.Describe(result)));
            started = Stopwatch.GetTimestamp();
        }

        return results;
    }

    private static TableLoader Load(
        Stream source, string name, TableFormat format, bool isFile, CompileOptions options, CountingSink sink)
    {
        if (!options.WithLint)
        {
            var wording = new DuplicateKeyWording(name, format.IsSecret, options.Duplicates, options.DuplicatesAreErrors);
            var loader = new TableLoader(name, format, options, sink) { OnRepeatedKey = repeated => sink.Report(wording.Word(repeated)) };
            return Loaded(loader, loader => loader.Load(source));
        }

        var check = new SourceCheck(
            new LintContext
            {
                Path = name,
                Format = format,
                IsGuessed = options.Format is null,
                Folding = options.Folding,
                Utf8 = options.Utf8,
                ForCompile = true,
                IsFile = isFile,
                Duplicates = options.Duplicates,
                DuplicatesAreErrors = options.DuplicatesAreErrors,
            },
            options);
        return Loaded(check.Loader, _ =>
        {
            check.Load(source, options.Together?.Rules ?? []);
            options.Together?.Add(check.Context);
            AllowedFindings.Pass(check.Context, Severity.Info, sink);
        });
    }

    private static FileSystemIdentity OwnerOf(SourceIdentity? identity, CompileOptions options) =>
        options.KeepSourceOwner ? FileSystemIdentity.OwnerOf(identity, options.Version) : FileSystemIdentity.Own;

    private static TableLoader Loaded(TableLoader loader, Action<TableLoader> load)
    {
        var isLoaded = false;
        try
        {
            load(loader);
            isLoaded = true;
            return loader;
        }
        finally
        {
            if (!isLoaded) loader.Dispose();
        }
    }

    private static string PathOf(MapType type, string name, CompileOptions options) =>
        options.OutputPath ?? new TableOperand(type, name).MapPath(type);

    private static void CheckFolder(string name, SourceIdentity? identity, CompileOptions options, CountingSink diagnostics)
    {
        if (identity is null || !options.KeepSourceOwner || !VersionDifferences.In(options.Version).ChecksFolderOwner) return;
        var map = options.OutputPath ?? name;

        // If the folder is missing, writing the map reports it.
        if (FilePresence.FolderExists(FolderOwner.FolderOf(map))) FolderOwner.Check(map, name, identity, diagnostics);
    }

    private static MapReplacement Begin(
        MapType type, string path, string name, SourceIdentity? identity, SourceWatch? watch, TableFormat format, BuildCheck? check, CompileOptions options, IDiagnosticSink diagnostics)
    {
        var mapFormat = MapEngines.ForWriting(type);
        EmptyMap.Check(type, path, diagnostics);
        return MapReplacement.Begin(new ReplacementRequest
        {
            Path = path,
            HeaderLength = mapFormat.HeaderLength,
            Lock = mapFormat.Lock,
            Source = options is { Secret: true, ValuesAreFiles: true } ? identity?.ForOwnerAlone : identity,
            ReplacesOnlyMaps = options.ReplacesOnlyMaps,
            SourceFile = identity?.Status?.Identity,
            SourcePath = identity?.Status is null ? null : name,
            OtherSources = options.OtherSources,
            Force = options.Force,
            KeepSourceOwner = options.KeepSourceOwner,
            KeepSourcePermissions = options.KeepSourcePermissions,
            KeepMapOwnerAndMode = options.KeepMapOwnerAndMode,
            Version = options.Version,
            Secret = format.IsSecret || options.Secret,
            WithDigest = check is not null,
            CheckOnly = options.CheckOnly,
            BeforeCommit = watch is null ? null : Confirm,
            Cancellation = options.Cancellation,
            OnWritten = options.OnProgress is { } report ? (written, length) => report(new TableProgress(0, 0, 0, written, length)) : null,
            OnWaiting = options.OnWaiting,
            OnReady = options.OnReady,
            Predecessor = options.Predecessor,
        });

        void Confirm()
        {
            watch.Check();
            options.OnConfirmed?.Invoke();
        }
    }

    private static CompileResult Write(
        MapType type, string path, TableLoader loader, MapReplacement output, BuildCheck? check, CompileOptions options, long started)
    {
        var mapFormat = MapEngines.ForWriting(type);
        var stored = loader.AsStored(mapFormat.WithNul(options.Nul));
        using var onDisk = stored as IDisposable;
        mapFormat.Write(stored, output);
        foreach (var access in options.ValueFiles?.Access ?? []) output.Limit(access);
        check?.Stamp(type, output, stored.Count);
        var result = output.Commit();
        return new CompileResult(type, path, CompileResult.OutcomeFrom(result.Outcome), stored.Count, result.Length, Stopwatch.GetElapsedTime(started), ReplacementNote.Describe(result));
    }
}
