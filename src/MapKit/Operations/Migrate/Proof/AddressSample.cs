using MapKit.Maps;
using MapKit.Operations.Migrate.Planning;
using MapKit.Records;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Operations.Migrate.Proof;

/// <summary>Addresses from the tables that are migrated.</summary>
internal static class AddressSample
{
    private const int MostOfTable = 3;
    private const int Most = 30;

    /// <summary>Takes a few of each table whose keys are addresses or local names.</summary>
    /// <param name="plan">The plan.</param>
    public static IReadOnlyList<string> From(MigrationPlan plan) =>
        [.. plan.Tables.Where(table => table is { OldMap: not null, IsSecret: false, Origin: not null, Status.Entries: not null }).SelectMany(OfTable).Distinct().Take(Most)];

    private static IEnumerable<string> OfTable(TableMigration table)
    {
        var isOfNames = table.Status.Role.Format == TableFormat.Aliases;
        using var map = MapFile.OpenAsPostfix(table.OldMap!);
        return [.. map.Records.Select(record => ByteText.FromBytes(StoredText.WithoutNul(record.Key).Span)).Where(key => IsAddress(key) || (isOfNames && IsName(key))).Take(MostOfTable)];
    }

    private static bool IsAddress(string key) => key.IndexOf('@', StringComparison.Ordinal) is > 0 and var sign && sign < key.Length - 1 && key.LastIndexOf('@') == sign && key.All(IsPlain);

    private static bool IsName(string key) => key.Length > 0 && !key.StartsWith("YP_", StringComparison.Ordinal) && key.All(IsPlain) && !key.Contains('@', StringComparison.Ordinal);

    private static bool IsPlain(char value) => char.IsAsciiLetterOrDigit(value) || value is '.' or '-' or '_' or '+' or '@';
}
