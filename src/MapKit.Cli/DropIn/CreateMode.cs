using MapKit.Entries;
using MapKit.Lookup;
using MapKit.Maps;
using MapKit.Operations.Compile;
using MapKit.Platform;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Cli.DropIn;

/// <summary>Creates a map from its source file.</summary>
internal static class CreateMode
{
    private const string FailTable = "fail";

    /// <summary>Runs it for one operand.</summary>
    public static void Run(DropInRun run, DropInOperand operand)
    {
        if (operand.Type == "proxy") throw new FatalException(LookupTypes.RefusalOf(TableChange.Create, operand.Type, operand.Name, run.Log.Version)!);
        using var source = OpenSource(operand.Name);
        operand = run.RedirectForCreation(operand);
        var refusal = LookupTypes.RefusalOf(TableChange.Create, operand.Type, operand.Name, run.Log.Version);
        if (refusal is not null || !MapTypes.TryParse(operand.Type, out var type))
        {
            Refuse(run, operand, source, refusal);
            return;
        }

        run.Log.Inform($"open {operand.Type} {operand.Name}");
        var postfix = MapTypes.PostfixBehaviourOf(type);
        if (postfix.ForeignFileReason is { } reason) RefuseForeignFile(postfix.PathOf(operand.Name), type, reason);
        try
        {
            CompileOperation.Run(source, operand.Name, OptionsOf(run, type), new CreateWarnings(run, operand.Name, type));
        }
        catch (ChangedFileException exception)
        {
            throw new FatalException(ByteText.FromText(exception.Message));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FatalException(ByteText.FromText(postfix.CannotOpenToWrite(operand.Name, exception)));
        }

        FurtherMaps.Make(run, type, operand.Name);
    }

    private static FileStream OpenSource(string name)
    {
        if (FilePresence.FolderExists(name)) throw new FatalException($"open {ByteText.FromText(name)}: Is a directory");
        try
        {
            return CompileOperation.OpenSource(name);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FatalException($"open {ByteText.FromText(name)}: {PostfixBehaviour.ReasonOf(exception)}");
        }
    }

    /// <summary>Some libraries open the old file to build the map, and fail if it is not a map.</summary>
    private static void RefuseForeignFile(string path, MapType type, string reason)
    {
        if (FilePresence.Find(path) is not { Length: > 0 }) return;
        try
        {
            using var map = MapFile.Open(path);
            if (map.Type == type) return;
        }
        catch (MapFormatException)
        {
            // There is no map.
        }
        catch (UnauthorizedAccessException)
        {
            // The failure to write the map is reported later.
            return;
        }

        throw new FatalException($"open database {ByteText.FromText(path)}: {reason}");
    }

    /// <summary>The table type that always fails accepts one entry before it fails.</summary>
    private static void Refuse(DropInRun run, DropInOperand operand, FileStream source, string? refusal)
    {
        if (refusal is null) return;
        if (operand.Type != FailTable) throw new FatalException(refusal);
        var options = new EntryReaderOptions { Syntax = run.Tool.Syntax, Utf8 = run.Utf8 };
        using var entries = new EntryReader(source, operand.Name, options, run.Log);
        if (entries.Read(out _) || run.Tool.Syntax == SourceSyntax.Aliases) throw new FatalException(refusal);
    }

    private static CompileOptions OptionsOf(DropInRun run, MapType type) => new()
    {
        Types = [type],
        Format = run.Tool.Syntax == SourceSyntax.Aliases ? TableFormat.Aliases : TableFormat.Plain,
        Utf8 = run.Utf8,
        Folding = run.Folding,
        Nul = run.Options.Nul,
        Duplicates = run.DuplicatesOf(type),
        AliasKeys = run.AliasKeys,
        YpRecords = run.YpRecords,
        ValuesAreFiles = run.Options.FileValues,
        KeepSourceOwner = run.Options.AsSourceOwner,
        KeepSourcePermissions = run.Options.SourcePermissions,
        KeepMapOwnerAndMode = MapTypes.PostfixBehaviourOf(type).KeepsOwnerAndMode,
        OtherSources = run.Sources,
        ReplacesOnlyMaps = false,
        Version = run.Log.Version,
        OnWaiting = run.WarnOfWaiting,
        Cancellation = run.Cancellation,
    };
}
