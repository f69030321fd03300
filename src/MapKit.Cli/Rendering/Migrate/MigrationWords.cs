using System.Globalization;
using MapKit.Operations;
using MapKit.Operations.Migrate;
using MapKit.Operations.Migrate.Planning;
using MapKit.Operations.Migrate.Proof;
using MapKit.Operations.Verify;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Cli.Rendering.Migrate;

/// <summary>Words about the tables of a migration.</summary>
internal static class MigrationWords
{
    /// <summary>From what a map is made.</summary>
    public static string OriginOf(TableMigration table) => table switch
    {
        { Origin: RecordOrigin.Map, DifferenceCount: > 0 } => $"{table.OldMap}, as requested; {table.Source} differs",
        { Origin: RecordOrigin.Map, Source: null } => $"{table.OldMap}; there is no source",
        { Origin: RecordOrigin.Map } => $"{table.OldMap}, which agrees with its source",
        { OldMap: null } => $"{table.Source}; there is no map now",
        { DifferenceCount: > 0 } => $"{table.Source}, as requested; {table.OldMap} differs",
        _ => $"{table.Source}, as requested; {table.Detail}",
    };

    /// <summary>Why a table stops the migration.</summary>
    public static string ReasonOf(TableMigration table) =>
        table.Detail ?? string.Create(CultureInfo.InvariantCulture, $"{table.OldMap} and {table.Source} differ in {table.DifferenceCount} {(table.DifferenceCount == 1 ? "key" : "keys")}");

    /// <summary>What shows that a new map has the records of its origin.</summary>
    public static string ProofOf(TableProof proof) => proof.Table switch
    {
        { Origin: RecordOrigin.Map } => string.Create(CultureInfo.InvariantCulture, $"{proof.Before} before, {proof.After} after, the same"),
        { OldMap: { } map, Status.Entries: { } old } => string.Create(CultureInfo.InvariantCulture, $"{proof.After} as in {proof.Table.Source}, as requested; {map} has {old}"),
        { OldMap: { } map } => string.Create(CultureInfo.InvariantCulture, $"{proof.After} as in {proof.Table.Source}, as requested; {map} is damaged"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{proof.After} as in {proof.Table.Source}; there was no map"),
    };

    /// <summary>The keys in which a map and its source differ, with secrets masked.</summary>
    /// <param name="table">The table.</param>
    /// <param name="most">How many of each kind are listed.</param>
    public static IEnumerable<string> KeysOf(TableMigration table, int most)
    {
        foreach (var (kind, words) in new[] { (DifferenceKind.Extra, "only in the map"), (DifferenceKind.Missing, "only in the source"), (DifferenceKind.Value, "with another value in the source"), (DifferenceKind.Nul, "stored in another form") })
        {
            SourceDifference[] differences = [.. table.Differences.Where(difference => difference.Kind == kind)];
            var total = TotalOf(table, kind, differences.Length);
            if (total == 0) continue;
            if (differences.Length == 0)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{words}: {total}");
                continue;
            }

            var more = total > most ? string.Create(CultureInfo.InvariantCulture, $" and {total - Math.Min(most, differences.Length)} more") : "";
            yield return $"{words}: {string.Join(", ", differences.Select(difference => Shown(table, difference)).Order(StringComparer.Ordinal).Take(most))}{more}";
        }
    }

    /// <summary>Of many differences only the first are known.</summary>
    private static long TotalOf(TableMigration table, DifferenceKind kind, int known) => kind switch
    {
        DifferenceKind.Extra => table.Status.Extra,
        DifferenceKind.Missing => table.Status.Missing,
        DifferenceKind.Value => table.Status.Changed - table.Differences.Count(difference => difference.Kind == DifferenceKind.Nul),
        _ => known,
    };

    private static string Shown(TableMigration table, SourceDifference difference)
    {
        var mask = table.Status.Role.ValuesAreFiles ? SecretMask.PrivateKeys : table.IsSecret ? SecretMask.Credentials : SecretMask.None;
        return DisplayText.Escape(mask.Key(difference.Key, difference.MapValue ?? difference.SourceValue).Span);
    }

    /// <summary>The name of a state in JSON.</summary>
    public static string NameOf(TableMigrationState state) => state switch
    {
        TableMigrationState.Make => "make",
        TableMigrationState.Made => "made",
        TableMigrationState.Cache => "cache",
        TableMigrationState.Undecided => "undecided",
        TableMigrationState.Impossible => "impossible",
        _ => "broken",
    };

    /// <summary>The name of a kind in JSON.</summary>
    public static string NameOf(RemainingKind kind) => kind switch
    {
        RemainingKind.NotUnderstood => "notUnderstood",
        RemainingKind.Shared => "shared",
        RemainingKind.Broken => "broken",
        RemainingKind.Unused => "unused",
        RemainingKind.Overridden => "overridden",
        RemainingKind.Comment => "comment",
        _ => "otherFile",
    };
}
