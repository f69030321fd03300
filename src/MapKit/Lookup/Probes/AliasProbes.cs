using MapKit.Postfix;
using MapKit.Tables.Addresses;

namespace MapKit.Lookup.Probes;

/// <summary>
/// The keys that local(8) asks <c>alias_maps</c> for (postfix-tables 5.5). All of them are asked of tables of patterns too; the two
/// forms of a name are asked of one table before the next one.
/// </summary>
/// <param name="settings">The parameters.</param>
internal sealed class AliasProbes(ProbeSettings settings)
{
    /// <summary>Keys of a recipient: first whole, then, as a search of its own, without the extension.</summary>
    /// <param name="localPart">The part before the <c>@</c>, without quotes.</param>
    /// <returns>The searches, one after the other; each has the forms of one name.</returns>
    public IEnumerable<IReadOnlyList<Probe>> OfRecipient(string localPart)
    {
        var name = FoldedText.Fold(localPart);
        var extension = settings.Delimiter.ExtensionOf(name);

        // An extension with a slash could lead out of a folder: local(8) drops it.
        var isUnusable = extension?.Contains('/', StringComparison.Ordinal) == true;
        if (!isUnusable) yield return Forms(new Probe(name, ProbeReason.Alias));
        if (extension is not null) yield return Forms(new Probe(name[..^extension.Length], ProbeReason.AliasWithoutExtension) { Extension = isUnusable ? null : extension });
    }

    /// <summary>The key of the alias that owns another one and receives its bounces.</summary>
    /// <param name="name">The alias that was found, without quotes.</param>
    public static Probe OfOwner(string name) => new($"owner-{name}", ProbeReason.Owner);

    private List<Probe> Forms(Probe plain)
    {
        var external = LocalPart.External(plain.Key);
        if (external == plain.Key || VersionDifferences.In(settings.Version).AliasesStorePlainForm) return [plain];
        return [plain with { Key = external }, plain with { IsUnquoted = true }];
    }
}
