using MapKit.Diagnostics;
using MapKit.Linting.Entries;
using MapKit.Platform;
using MapKit.Records;
using MapKit.Source;
using MapKit.Tables;
using MapKit.Tables.Aliases;
using MapKit.Tables.Grammar;

namespace MapKit.Linting.Records;

/// <summary>Missing :include: files of aliases.</summary>
internal sealed class MissingIncludeRule(LintContext context) : IRecordRule
{
    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } =
        new LintRule<IRecordRule>(context => new MissingIncludeRule(context), new RuleScope(TableFormat.Aliases) { LooksOutside = true }, Rules.MissingInclude);

    /// <inheritdoc/>
    public void Check(RecordSet records)
    {
        var stored = records.AsStored(withNul: false);
        var line = 0;
        for (var record = 0; record < stored.Count; record++)
        {
            // The second form of the previous name is the same alias.
            if (stored.Line(record) == line) continue;
            line = stored.Line(record);
            if (stored.ValueLength(record) > TableFormat.LongestExplained) continue;
            if (stored.Value(record).Contains((byte)':')) CheckIncludes(ByteText.FromBytes(stored.Key(record)), ByteText.FromBytes(stored.Value(record)), line);
        }
    }

    private void CheckIncludes(string key, string value, int line)
    {
        foreach (var item in AliasEntry.FromLatin1(key, value, out _)?.Destinations ?? [])
        {
            if (item.Kind == AliasDestinationKind.Include) CheckInclude(item, line);
        }
    }

    private void CheckInclude(AliasDestination include, int line)
    {
        // If the folder is missing or unreadable, the table may be for another host.
        var path = ByteText.ToText(include.Text);
        if (!path.StartsWith('/') || path.Contains('\0') || !FilePresence.FolderExists(Path.GetDirectoryName(path)) || !IsMissing(path)) return;
        context.ReportAt(
            line,
            Rules.MissingInclude,
            $"the file {Latin1Text.Show(include.Text)} does not exist; Postfix cannot read the list and bounces the mail",
            "create the file, or correct its name",
            EntryPart.InValue(include.Start, include.Length));
    }

    private static bool IsMissing(string path)
    {
        try
        {
            File.GetAttributes(FileRoot.PathOf(path));
            return false;
        }
        catch (FileNotFoundException)
        {
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
