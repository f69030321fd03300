using MapKit.Postfix;
using MapKit.Tables.Addresses;

namespace MapKit.Lookup.Probes;

/// <summary>
/// The keys that local(8) looks up in <c>alias_maps</c> (docs/formats/table-formats.md#aliases). All of them are also looked up in tables of
/// patterns; both forms of a name are looked up in one table before the next one.
/// </summary>
/// <param name="settings">The parameters.</param>
internal sealed class AliasProbes(ProbeSettings settings)
{
    /// <summary>Keys of a recipient: first with its extension, then, as a separate search, without it.</summary>
    /// <param name="localPart">The part before the <c>@</c>, without quotes.</param>
    /// <returns>The searches, one after the other; each has the forms of one name.</returns>
    public IEnumerable<IReadOnlyList<Probe>> OfRecipient(string localPart)
    {
        var name = FoldedText.Fold(localPart);
        var extension = settings.Delimiter.ExtensionOf(name);

        // An extension with a slash could escape from a folder: local(8) drops it.
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
