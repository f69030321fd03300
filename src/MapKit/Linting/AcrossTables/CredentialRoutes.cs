using MapKit.Entries;
using MapKit.Linting.Entries;
using MapKit.Records;
using MapKit.Source;
using MapKit.Tables;
using MapKit.Tables.SenderRelay;
using MapKit.Tables.SenderTransport;
using MapKit.Tables.Transport;

namespace MapKit.Linting.AcrossTables;

/// <summary>The next hops of a table, without duplicates.</summary>
/// <param name="table">The table.</param>
/// <param name="clients">The transports that are SMTP clients with the common credential tables.</param>
internal sealed class CredentialRoutes(LintContext table, IReadOnlySet<string> clients) : IEntryRule
{
    private static readonly char[] Separators = [',', ' ', '\t', '\r', '\n'];

    private const int MostOnStack = 256;

    private readonly Dictionary<string, CredentialRoute[]> _byValue = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CredentialRoute> _byText = new(StringComparer.Ordinal);
    private readonly HashSet<string> _reached = new(StringComparer.OrdinalIgnoreCase);

    public LintContext Table { get; } = table;

    public KeyFolder Folder { get; } = new(table.Folding);

    public IEnumerable<CredentialRoute> Found => _byText.Values;

    public CredentialRoute? Everything { get; private set; }

    public void See(in Entry entry)
    {
        if (entry.Value.Length > TableFormat.LongestExplained) return;
        var characters = entry.Value.Length <= MostOnStack ? stackalloc char[MostOnStack] : new char[entry.Value.Length];
        if (_byValue.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(characters[..ByteText.FromBytes(entry.Value, characters)], out var routes))
        {
            foreach (var route in routes) route.Count++;
        }
        else
        {
            var value = ByteText.FromBytes(entry.Value);
            var found = new List<CredentialRoute>();
            Reach(value, Table.Format);
            foreach (var (text, start, hop) in HopsIn(value, Table.Format)) found.Add(Keep(text, hop, entry.PlaceInValue(start, text.Length)));
            _byValue[value] = routes = [.. found];
        }

        if (Table.Format == TableFormat.Transport && entry.Key.SequenceEqual("*"u8) && routes.Length > 0) Everything ??= routes[0];
    }

    public void End()
    {
    }

    /// <summary>Adds the next hops of a parameter.</summary>
    public void Add(string value, TableFormat format, SourcePlace? place)
    {
        Reach(value, format);
        foreach (var (text, _, hop) in HopsIn(value, format)) Keep(text, hop, place ?? new SourcePlace(default, 1, 1, 1));
    }

    /// <summary>Whether a next hop is among them, in any case and with any transport.</summary>
    public bool Has(string text) => _reached.Contains(text);

    /// <summary>Records every possible next hop: other transports may also be SMTP clients.</summary>
    private void Reach(string value, TableFormat format)
    {
        var start = format == TableFormat.SenderRelay ? 0 : value.IndexOf(':', StringComparison.Ordinal) + 1;
        _reached.UnionWith(value[start..].Split(Separators, StringSplitOptions.RemoveEmptyEntries));
    }

    private CredentialRoute Keep(string text, NextHop hop, SourcePlace place)
    {
        if (_byText.TryGetValue(text, out var route)) route.Count++;
        else _byText[text] = route = new CredentialRoute(text, hop, place);
        return route;
    }

    /// <summary>The next hops in a value, with their places.</summary>
    private IEnumerable<(string Text, int Start, NextHop Hop)> HopsIn(string value, TableFormat format)
    {
        var (start, hops) = HopsOf(value, format);
        var number = 0;
        for (var position = start; position < value.Length && number < hops.Count; number++)
        {
            while (position < value.Length && IsSeparator(value[position])) position++;
            var end = position;
            while (end < value.Length && !IsSeparator(value[end])) end++;
            yield return (value[position..end], position, hops[number]);
            position = end;
        }
    }

    /// <summary>The offset and text of the next hops in a value; none if the transport is unknown or not an SMTP client.</summary>
    private (int Start, IReadOnlyList<NextHop> Hops) HopsOf(string value, TableFormat format)
    {
        if (format == TableFormat.SenderRelay) return (0, clients.Contains("") ? SenderRelayValue.Parse(value).Value?.NextHops ?? [] : []);
        var route = format == TableFormat.SenderTransport ? SenderTransportValue.Parse(value).Value?.Route : TransportValue.Parse(value).Value;
        return route is not null && clients.Contains(route.Transport) ? (route.Transport.Length + 1, route.NextHops) : (0, []);
    }

    private static bool IsSeparator(char character) => Array.IndexOf(Separators, character) >= 0;
}
