using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Records;
using MapKit.Source;
using MapKit.Tables.Aliases;
using MapKit.Tables.Grammar;

namespace MapKit.Linting;

/// <summary>
/// What the aliases of one file together show: loops, owners without their list, and included files that are not there. An
/// alias that names itself goes to the local user (postfix-tables 5.5). <c>\name</c> does not: postalias stores <c>name</c>.
/// </summary>
internal sealed class AliasLoopRule(LintContext context) : ITableRule
{
    private const string OwnerPrefix = "owner-";

    private readonly KeyFolder _folder = new(context.Folding);
    private readonly Dictionary<string, (string[] Names, SourcePlace Key, SourcePlace Value)> _aliases = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public void See(in Entry entry)
    {
        if (AliasEntry.FromText(ByteText.Of(entry.Key), ByteText.Of(entry.Value), out _) is not { } alias) return;
        var names = new List<string>();
        foreach (var item in alias.Destinations.Items)
        {
            if (item.Kind == AliasDestinationKind.Include) CheckInclude(item, entry);

            // A backslash that is there still at delivery asks for the user whatever aliases there are.
            if (item.Address is { Domain: null } local && item.Text[0] != '\\') names.Add(Fold(local.LocalPart));
        }

        _aliases.TryAdd(Fold(alias.Name.Text), ([.. names], entry.KeyPlace, entry.ValuePlace));
    }

    /// <inheritdoc/>
    public void End()
    {
        var search = new LoopSearch(OthersOf, long.MaxValue);
        foreach (var name in _aliases.Keys)
        {
            foreach (var (last, loop) in search.From(name))
            {
                context.Report(
                    Rules.AliasLoop,
                    _aliases[last].Value,
                    $"the aliases go in a circle: {loop}; Postfix gives up with \"alias database loop\" and the mail comes back",
                    "let one of them lead elsewhere; \\\\name, with two backslashes, is the local user of that name");
            }
        }

        foreach (var (name, alias) in _aliases)
        {
            if (IsOwner(name) && !_aliases.ContainsKey(name[OwnerPrefix.Length..])) ReportOwner(name, alias.Key);
        }
    }

    /// <summary>By custom <c>owner-owner</c> takes what comes back from the owners themselves, and no list has that name.</summary>
    private static bool IsOwner(string name) =>
        name.StartsWith(OwnerPrefix, StringComparison.Ordinal) && name.Length > OwnerPrefix.Length && name != "owner-owner"
        && !name.EndsWith("-request", StringComparison.Ordinal);

    private string[] OthersOf(string name) =>
        _aliases.TryGetValue(name, out var alias) ? Array.FindAll(alias.Names, other => other != name) : [];

    private void CheckInclude(AliasDestination include, in Entry entry)
    {
        // Where not even the folder is there, or may not be looked into, this is another host than the one that the table is for.
        var path = ByteText.ToText(include.Text);
        if (!path.StartsWith('/') || path.Contains('\0') || !Directory.Exists(Path.GetDirectoryName(path)) || !IsMissing(path)) return;
        context.Report(
            Rules.MissingInclude,
            entry.PlaceInValue(include.Start, include.Length),
            $"there is no file {Latin1Text.Show(include.Text)}; Postfix cannot read the list and the mail comes back",
            "make the file, or correct its name");
    }

    private static bool IsMissing(string path)
    {
        try
        {
            File.GetAttributes(path);
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

    private void ReportOwner(string name, SourcePlace place) => context.Report(
        Rules.OwnerWithoutList,
        place,
        $"{ShownName.Of(name)} is the owner of a list {ShownName.Of(name[OwnerPrefix.Length..])}, which has no alias in this file; Postfix uses it only as the alias that it is",
        "remove it if the list is gone");

    private string Fold(string text) => ByteText.Of(_folder.Fold(Latin1Text.Bytes(text)));
}
