using System.Globalization;
using System.Text;
using MapKit.Maps;
using MapKit.Operations.Migrate;
using MapKit.Operations.Migrate.Planning;
using MapKit.Operations.Migrate.Proof;
using MapKit.Platform;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Cli.Rendering.Migrate;

/// <summary>The plan of a migration as text.</summary>
/// <param name="environment">Where to.</param>
internal sealed class MigrationText(CommandEnvironment environment)
{
    private const int MostKeys = 10;

    /// <summary>Writes a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="steps">What remains to be done by hand.</param>
    public void WritePlan(MigrationPlan plan, MigrationSteps steps)
    {
        if (plan.IsEmpty)
        {
            WriteRemaining(plan);
            environment.Output.WriteLine(plan.LeavesSome ? $"{plan.Directory}: nothing that migrate can change" : $"{plan.Directory}: no table is of type {string.Join(" or ", BerkeleyDbTypes.Names)}; nothing to do");
            return;
        }

        environment.Output.WriteLine($"The plan for {string.Join(", ", plan.Instances.Select(instance => instance.Main.Directory))}. Nothing has been changed.");
        WriteDiff(plan);
        WriteTables(plan);
        WriteRemaining(plan);
        foreach (var note in plan.Notes) WriteSection("Note", [note]);
        WriteSection("First", steps.Before());
        if (!plan.Stops) WriteSection("Afterwards", steps.After());
        WriteSection("Not possible", plan.Obstacles);
        WriteSection("Next", plan.Stops ? [$"decide or fix what is listed under \"Not decided\" and \"Not possible\", then: {steps.Line.With()}"] : [$"do it:              {steps.Line.With("--apply")}", $"undo it afterwards: {steps.Line.Rollback}"]);
    }

    /// <summary>Writes what shows that nothing else has changed, and what is left to do.</summary>
    public void WriteProof(MigrationPlan plan, MigrationProof proof, MigrationSteps steps, string folder, bool isReloaded)
    {
        if (environment.IsQuiet)
        {
            WriteRemaining(plan);
            return;
        }

        environment.Output.WriteLine($"Done: {string.Join(", ", plan.Instances.Select(instance => instance.Main.Directory))} no longer names Berkeley DB{(plan.LeavesSome ? ", except for what is listed below" : "")}.");
        WriteSection("Files", plan.Files.Select(file => $"{file.Path}: {Count(file.Edits.Count, "type", "types")} replaced{(file.Added.Count > 0 ? $", {Count(file.Added.Count, "setting", "settings")} added" : "")}"));
        WriteSection("Tables, compared record by record", proof.Tables.Select(table => $"{table.Table.NewMap}: {MigrationWords.ProofOf(table)}"));
        WriteSection("Checks", proof.Checks.SelectMany(check => check.Lines.Select(line => $"{check.Name}: {line}")));
        WriteSection("Notes", proof.Notes);
        WriteRemaining(plan);
        WriteSection("Now", steps.After(isReloaded));
        WriteSection("Kept", [$"the old files and this report: {folder}", $"undo it: {steps.Line.Rollback}"]);
    }

    /// <summary>Writes the changes of the files, with secrets masked.</summary>
    public void WriteDiff(MigrationPlan plan)
    {
        foreach (var file in plan.Files)
        {
            environment.Output.WriteLine("");
            var (before, after) = (Masked(file.Before), Masked(file.After));
            UnifiedDiff.Write(environment, file.Path, before, after, SecretMask.Nothing);
            WriteMaskedEdits(file, before, after);
        }
    }

    /// <summary>Changes in lines whose secrets are masked, which the diff cannot show.</summary>
    private void WriteMaskedEdits(FileChange file, byte[] before, byte[] after)
    {
        string[] old = ByteText.FromBytes(before).Split('\n'), changed = ByteText.FromBytes(after).Split('\n');
        foreach (var edit in file.Edits)
        {
            var line = edit.Place.Line - 1;
            if (line < old.Length && line < changed.Length && old[line] == changed[line])
                environment.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file.Path}:{edit.Place.Line}: {edit.OldType} becomes {edit.NewType} in {edit.Parameter}; the line is masked"));
        }
    }

    /// <summary>Writes what becomes of each table.</summary>
    public void WriteTables(MigrationPlan plan)
    {
        WriteSection("Maps to make", TablesOf(plan, TableMigrationState.Make).Select(table => $"{table.NewMap}: {Count(table.Entries ?? 0, "entry", "entries")} from {MigrationWords.OriginOf(table)}{(table.HasOtherNewMap ? "; it replaces a map with other records, as requested" : "")}"));
        WriteSection("Maps that already are as they should be", TablesOf(plan, TableMigrationState.Made).Select(table => table.NewMap + (table.Detail is { } detail ? $": {detail}" : "")));
        WriteSection("Caches, which Postfix makes again, empty", TablesOf(plan, TableMigrationState.Cache).Select(table => $"{table.NewMap} in place of {table.Name}{MapTypes.SuffixOf(table.References[0].MapType!.Value)}"));
        WriteSection("Not decided", TablesOf(plan, TableMigrationState.Undecided).SelectMany(Question));
        WriteSection("Not possible", TablesOf(plan, TableMigrationState.Impossible).SelectMany(Obstacle));
    }

    /// <summary>Writes what is left as it is.</summary>
    public void WriteRemaining(MigrationPlan plan)
    {
        WriteSection("Left as they are", plan.Remaining.Where(word => word.IsOfPostfix || word.Kind == RemainingKind.Overridden).SelectMany(word => new[]
        {
            word.Line == 0 ? $"{word.Path}: {Shown(word.Text)}" : string.Create(CultureInfo.InvariantCulture, $"{word.Path}:{word.Line}: {Shown(word.Text)}"),
            "    " + word.Reason,
        }));
        WriteSection("Comments, which have no effect", plan.Remaining.Where(word => word.Kind == RemainingKind.Comment).GroupBy(word => word.Path).Select(file => $"{file.Key}:{MigrationSteps.Lines(file)}"));
    }

    /// <summary>Writes a heading and lines; nothing if there are none.</summary>
    public void WriteSection(string heading, IEnumerable<string> lines)
    {
        var isFirst = true;
        foreach (var line in lines)
        {
            if (isFirst) environment.Output.WriteLine($"\n{environment.Paint(heading + ":", AnsiColor.Cyan)}");
            isFirst = false;
            environment.Output.WriteLine("  " + DisplayText.Lines(line));
        }
    }

    private static IEnumerable<TableMigration> TablesOf(MigrationPlan plan, TableMigrationState state) => plan.Tables.Where(table => table.State == state);

    private static IEnumerable<string> Question(TableMigration table)
    {
        if (table.HasOtherNewMap)
        {
            yield return $"{table.Detail}";
            if (table.OldMap is { } old)
            {
                yield return $"    to see them:                                mapkit diff {ShellWord.Quote(old)} {ShellWord.Quote(table.NewMap)}";
                yield return $"    replace them by the records of the old map: --prefer map:{table.Name}";
            }

            if (table.Source is not null) yield return $"    replace them by the records of the source:  --prefer source:{table.Name}";
            yield return "    or, if something needs them, give that file another name";
            yield break;
        }

        if (table.DifferenceCount == 0)
        {
            yield return $"{table.Detail}";
            yield return $"    keep only what the source has:         --prefer source:{table.Name}";
            yield return $"    or first see what can still be read:   mapkit verify --salvage {table.Name}.salvaged {table.OldMap}";
            yield return $"    add what is missing to {table.Source}, then: --prefer source:{table.Name}";
            yield break;
        }

        yield return $"{table.OldMap} and {table.Source} differ in {Count(table.DifferenceCount, "key", "keys")}:";
        foreach (var line in MigrationWords.KeysOf(table, MostKeys)) yield return "    " + line;
        yield return $"    keep the records of the map, which Postfix uses now:   --prefer map:{table.Name}";
        yield return $"    keep the records of the source:                        --prefer source:{table.Name}";
    }

    private static IEnumerable<string> Obstacle(TableMigration table)
    {
        yield return $"{table.Detail}";
        foreach (var problem in table.Problems.Take(MostKeys)) yield return "    " + problem;
        if (table.Problems.Count > MostKeys) yield return $"    and {table.Problems.Count - MostKeys} more";
        if (table.Problems.Count > 0) yield return "    shorten or remove the keys, or use a type without this limit: --to cdb";
        else if (table.Status.State == Operations.Status.TableState.Damaged) yield return $"    what can still be read: mapkit verify --salvage {table.Name}.salvaged {table.OldMap}; check it, make it the source ({(table.Source is null ? $"mv {table.Name}.salvaged {table.Name}" : $"merge it with {table.Source}")}), then: --prefer source:{table.Name}";
    }

    private static string Count(long number, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{number} {(number == 1 ? one : many)}");

    private static string Shown(string text) => DisplayText.Escape(Encoding.Latin1.GetBytes(text), int.MaxValue);

    private static byte[] Masked(ReadOnlyMemory<byte> text) => Encoding.Latin1.GetBytes(SecretMask.ConfigurationText(ByteText.FromBytes(text.Span)));
}
