using System.Globalization;
using MapKit.Cli.Commands.Migrate;
using MapKit.Maps;
using MapKit.Operations.Migrate;
using MapKit.Operations.Migrate.Planning;
using MapKit.Platform;
using MapKit.Platform.Paths;
using MapKit.Postfix;

namespace MapKit.Cli.Rendering.Migrate;

/// <summary>What remains for the administrator: before the migration, and after it.</summary>
/// <param name="plan">The plan.</param>
/// <param name="line">The command line.</param>
internal sealed class MigrationSteps(MigrationPlan plan, MigrationCommandLine line)
{
    private const string SeLinux = "/etc/selinux/config";

    /// <summary>The command line.</summary>
    public MigrationCommandLine Line => line;

    private string Type => MapTypes.NameOf(plan.Options.To);

    private IEnumerable<string> NewMaps => plan.Tables.Where(table => table.State == TableMigrationState.Make).Select(table => table.NewMap);

    /// <summary>What has to be done first.</summary>
    public IEnumerable<string> Before()
    {
        if (plan.IsEmpty) yield break;
        foreach (var type in Types())
        {
            if (plan.Options.SupportedTypes is { } supported && supported.Contains(type)) continue;
            if (TableTypes.PackageOf(type) is { } package) yield return $"the host needs tables of type {type} (postconf -m lists the types): install {package}, unless its Postfix has the type built in";
        }
    }

    /// <summary>What has to be done afterwards.</summary>
    /// <param name="isReloaded">Whether Postfix has been reloaded.</param>
    public IEnumerable<string> After(bool isReloaded = false)
    {
        if (!isReloaded && plan.Files.Count > 0)
        {
            foreach (var instance in plan.Instances) yield return plan.Options.Root is null ? $"postfix -c {ShellWord.Quote(instance.Main.Directory)} reload" : $"reload Postfix when the system of {plan.Options.Root} runs: postfix reload";
        }

        if (NewMaps.Any() && FilePresence.FileExists(RootedPath.From(plan.Options.Root, SeLinux))) yield return $"restorecon -v {string.Join(' ', NewMaps.Select(ShellWord.Quote))}";
        foreach (var table in plan.Tables.Where(table => table is { Origin: RecordOrigin.Map, DifferenceCount: > 0 })) yield return AdviceOnSource(table);
        foreach (var table in plan.Tables.Where(table => table is { Origin: RecordOrigin.Map, Source: null, State: TableMigrationState.Make or TableMigrationState.Made }))
            yield return $"{table.NewMap} has no source; to make one: mapkit dump --as source {(table.IsSecret ? "--show-secrets " : "")}{ShellWord.Quote(table.NewMap)} > {ShellWord.Quote(table.Name)}";
        foreach (var file in plan.Remaining.Where(word => word.Kind == RemainingKind.OtherFile).GroupBy(word => word.Path))
            yield return $"{file.Key}:{Lines(file)}: {new OtherFileAdvice(file.Key, Type).Text}";
        if (plan.Instances.Any(instance => instance.Main.Find("non_bdb_migration_level") is not null))
            yield return "non_bdb_migration_level is no longer needed: postfix non-bdb disable";
        string[] old = [.. plan.Tables.Where(table => table.State is TableMigrationState.Make or TableMigrationState.Made).Select(table => table.OldMap).OfType<string>().Where(map => !NewMaps.Contains(map) && !MayStillOpen(map)).Distinct()];
        if (old.Length > 0) yield return $"when all is well, and nothing else reads them, the old maps can go (a rollback then makes them again from the new ones): rm {string.Join(' ', old.Select(ShellWord.Quote))}";
    }

    /// <summary>What the next postmap would do to a map that was made from an old map that differs from its source.</summary>
    private static string AdviceOnSource(TableMigration table)
    {
        var (extra, missing, changed) = (table.Status.Extra, table.Status.Missing, table.Status.Changed);
        string[] effects =
        [
            .. extra > 0 ? [string.Create(CultureInfo.InvariantCulture, $"remove {extra} keys that only the map has")] : Array.Empty<string>(),
            .. missing > 0 ? [string.Create(CultureInfo.InvariantCulture, $"add {missing} keys that only the source has")] : Array.Empty<string>(),
            .. changed > 0 ? [string.Create(CultureInfo.InvariantCulture, $"change {changed} keys that have another value in the source")] : Array.Empty<string>(),
        ];
        return $"{table.Source} differs from its map, as requested; the next postmap would {string.Join(", ", effects)}: mapkit diff {ShellWord.Quote(table.Source!)} {ShellWord.Quote(table.NewMap)}";
    }

    /// <summary>Whether something that is left may open an old map.</summary>
    private bool MayStillOpen(string map) => plan.StillOpened.Contains(map)
        || plan.Remaining.Any(word => word.IsOfPostfix && word.Text.Contains(Path.GetFileNameWithoutExtension(map), StringComparison.Ordinal));

    /// <summary>Line numbers, at most a few.</summary>
    public static string Lines(IEnumerable<RemainingWord> words)
    {
        const int most = 8;
        int[] lines = [.. words.Select(word => word.Line).Distinct()];
        return string.Join(',', lines.Take(most)) + (lines.Length > most ? $",... ({lines.Length} lines)" : "");
    }

    private IEnumerable<string> Types() => plan.Tables.Where(table => table.IsMigrated).Select(table => table.TypeName).Distinct();
}
