using MapKit.Delivery.Searching;
using MapKit.Delivery.Services;
using MapKit.Lookup.Probes;
using MapKit.Tables.Addresses;

namespace MapKit.Delivery.Cleanup;

/// <summary>
/// One lookup of the replacement of an address (<c>mail_addr_map</c>, docs/formats/table-formats.md#rewritten-addresses): the search, and the
/// answer as completed by Postfix.
/// </summary>
internal sealed class AddressMapping
{
    /// <summary>So many answers are kept: those of a picture of a whole configuration.</summary>
    private const int MostKept = 20_000;

    private bool? _isAmongItsOwn;

    private AddressMapping(Search search) => Search = search;

    /// <summary>The search.</summary>
    public Search Search { get; }

    /// <summary>The new addresses in internal form; null if the address is not changed.</summary>
    public IReadOnlyList<string>? Addresses { get; private init; }

    /// <summary>Why Postfix defers the mail; null if it does not.</summary>
    public string? Problem { get; private init; }

    /// <summary>Notes on the new addresses.</summary>
    public IReadOnlyList<string> Notes { get; private init; } = [];

    /// <summary>Whether an address is among its own results.</summary>
    /// <param name="address">The address that was looked up.</param>
    public bool Includes(string address) => _isAmongItsOwn ??= Addresses is not null && Addresses.Any(result => FoldedText.AreEqual(result, address));

    /// <summary>Looks up an address, once for all explanations of a configuration: in a loop, or in a picture, it is repeated very often.</summary>
    /// <param name="settings">The settings of the service.</param>
    /// <param name="address">The address in internal form; empty for the null sender.</param>
    /// <param name="list">What the list of tables is.</param>
    /// <param name="tables">The tables.</param>
    /// <param name="propagates">Whether an unmatched extension is added to the new addresses.</param>
    public static AddressMapping LookUp(ServiceSettings settings, string address, string list, IReadOnlyList<ExplainedTable> tables, bool propagates)
    {
        if (settings.Mappings.TryGetValue((list, address, propagates), out var known)) return known;
        if (settings.Mappings.Count == MostKept) settings.Mappings.Clear();
        return settings.Mappings[(list, address, propagates)] = Ask(settings, address, list, tables, propagates);
    }

    private static AddressMapping Ask(ServiceSettings settings, string address, string list, IReadOnlyList<ExplainedTable> tables, bool propagates)
    {
        var search = new TableSearch(list, AddressForm.External(address), tables).Run(new AddressProbes(settings.Probes).OfRewriting(address));
        if (search.Failure is not null) return new AddressMapping(search) { Problem = Wording.Failure(search) };
        if (search.Answer is not { } answer) return new AddressMapping(search);

        var notes = new List<string>();
        var extension = answer.Probe.Extension;
        var value = answer.Value!;
        if (value.StartsWith('@'))
        {
            var at = address.LastIndexOf('@');
            var localPart = at < 0 ? address : address[..at];
            value = AddressForm.External(localPart[..^(extension?.Length ?? 0)] + value);
        }

        if (extension is not null)
        {
            notes.Add(propagates
                ? $"the extension {Wording.Show(extension)} is kept (propagate_unmatched_extensions)"
                : $"the extension {Wording.Show(extension)} is lost: propagate_unmatched_extensions does not name this table");
        }

        var addresses = Complete(settings, value, propagates ? extension : null, notes);
        if (addresses.Count > 0) return new AddressMapping(search) { Addresses = addresses, Notes = notes };
        return new AddressMapping(search) { Problem = $"{Wording.Show(value)} contains no address" };
    }

    private static List<string> Complete(ServiceSettings settings, string value, string? extension, List<string> notes)
    {
        var addresses = new List<string>();
        foreach (var item in AddressList.Parse(value == "<>" ? "\"\"" : value).Items)
        {
            var completed = settings.Rewriter.Completion.Complete(item.External);
            var plain = AddressForm.Internal(completed);
            if (completed != item.External) notes.Add($"{Wording.Show(item.External)} is completed to {Wording.ShowAddress(plain)}");
            var at = plain.LastIndexOf('@');
            addresses.Add(extension is null ? plain : at < 0 ? plain + extension : plain.Insert(at, extension));
        }

        return addresses;
    }
}
