using MapKit.Entries;
using MapKit.Lookup;
using MapKit.Maps;
using MapKit.Operations.Update;
using MapKit.Platform;
using MapKit.Records;

namespace MapKit.Cli.DropIn;

/// <summary><c>-i</c>: entries from standard input into a map.</summary>
internal static class UpdateMode
{
    private const string SourceName = "stdin";

    /// <summary>Runs it for one operand.</summary>
    public static void Run(DropInRun run, DropInOperand operand)
    {
        operand = run.RedirectForCreation(operand);
        var refusal = LookupTypes.RefusalOf(TableChange.Update, operand.Type, operand.Name, run.Log.Version);
        if (refusal is not null || !MapTypes.TryParse(operand.Type, out var type))
        {
            Discard(run, refusal);
            return;
        }

        run.Log.Inform($"open {operand.Type} {operand.Name}");
        var options = OptionsOf(run, type);
        using (var update = MapUpdate.Open(type, operand.Name, options))
        {
            try
            {
                Put(run, update, options.ValueFiles);
            }
            finally
            {
                // Records that Postfix puts before a failure are kept.
                update.Commit();
            }
        }

        FurtherMaps.Make(run, type, operand.Name);
    }

    private static void Put(DropInRun run, MapUpdate update, ValueFiles? files)
    {
        using var entries = OpenInput(run);
        while (entries.Read(out var entry))
        {
            var value = entry.Value;
            if (run.Options.FileValues)
            {
                if (!FileValues.TryEncode(value, files, out var encoded, out var problem))
                {
                    run.Log.Warn($"{SourceName}, line {entry.Line.FirstLine}: {problem}: skipping this entry");
                    continue;
                }

                value = encoded;
            }

            var isNew = update.Put(run.AliasKeys == AliasKeys.Internal ? entry.InternalKey : entry.Key, value);
            if (isNew && run.AliasKeys == AliasKeys.Both && !entry.InternalKey.SequenceEqual(entry.Key)) update.Put(entry.InternalKey, value);
        }

        if (run.Tool.Syntax == SourceSyntax.Aliases) update.PutAliasMarks(run.YpRecords);
    }

    /// <summary>A table without storage accepts the entries; one that cannot be changed reports it at the first entry, or before.</summary>
    private static void Discard(DropInRun run, string? refusal)
    {
        if (refusal is not null && !refusal.StartsWith("table ", StringComparison.Ordinal)) throw new FatalException(refusal);
        using var entries = OpenInput(run);
        while (entries.Read(out _))
        {
            if (refusal is not null) throw new FatalException(refusal);
        }

        if (refusal is not null && run.Tool.Syntax == SourceSyntax.Aliases) throw new FatalException(refusal);
    }

    private static EntryReader OpenInput(DropInRun run) =>
        new(run.Environment.Input, SourceName, new EntryReaderOptions { Syntax = run.Tool.Syntax, Utf8 = run.Utf8 }, run.Log);

    private static SourceIdentity? InputOf(DropInRun run) => run.Environment.InputHandle is { } input ? SourceIdentity.Read(input) : null;

    private static MapUpdateOptions OptionsOf(DropInRun run, MapType type) => new()
    {
        Warnings = run.Log,
        Create = true,
        Utf8 = run.Utf8,
        Folding = run.Folding,
        Nul = run.Options.Nul,
        Duplicates = run.Options.Repeated == RepeatedKeys.Ignore ? DuplicatePolicy.KeepAll : run.DuplicatesOf(type),
        Version = run.Log.Version,
        Source = run.Environment.InputHandle,
        SourceName = SourceName,
        ValueFiles = run.Options.FileValues ? new ValueFiles(run.Options.AsSourceOwner ? FileSystemIdentity.OwnerOf(InputOf(run), run.Log.Version) : FileSystemIdentity.Own) : null,
        KeepSourceOwner = run.Options.AsSourceOwner,
        KeepSourcePermissions = run.Options.SourcePermissions,
        OnWaiting = run.WarnOfWaiting,
        Cancellation = run.Cancellation,
    };
}
