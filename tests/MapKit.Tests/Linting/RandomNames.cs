using MapKit.Diagnostics;

namespace MapKit.Tests.Linting;

/// <summary>Random tables that mix what the rules look for, under the names by which rules and formats are chosen.</summary>
internal static class RandomNames
{
    private const int MostExtraLines = 6;

    /// <summary>The names that choose a format, an order of columns or a rule.</summary>
    public static readonly string[] Names =
    [
        "table", "transport", "transport_maps", "generic", "canonical", "sender_canonical", "recipient_canonical", "relocated", "virtual", "virtual_alias",
        "aliases", "sasl_passwd", "access", "helo_access", "client_access", "sender_access", "recipient_access", "sender_relay", "sender_transport",
        "header_checks", "header_checks.pcre", "body_checks.regexp", "client_access.cidr", "sasl_passwd.pcre", "x.regexp", "x.cidr",
    ];

    private static readonly string[] Extras =
    [
        "joe: jane", "jane: joe, \"\"", "owner-list: <>", "owner-news: joe", "a: :include:/etc/none, |x y, \"|x y\"", "\"@\": joe", "joe@example.com jane@example.com",
        "jane@example.com joe@example.com", "@a.example @b.example", "@b.example @a.example, joe", "example.com smtp:[relay.example]:587", "EXAMPLE.com smtp:other.example",
        ".example.com relay:relay.example:465,[b.example]", "* smtp:[relay.example]", "x.example nosuch:host", "[relay.example]:587 joe:password", "relay.example:587 joe",
        "192.0.2. OK", "[192.0.2.1] REJECT", "[192.0.2.1] OK", "[2001:db8::1] OK", "a.example STRICT, mild", "a.example DENY", "x 550", "joe", " x", "  y", "#", "# text",
        "# mapkit: allow MK2103 MK1004", "# mapkit: allow MK3001", "# mapkit: allow MK2608", "# mapkit: allow", "if /x/", "endif", "/x/ y", "!/x/ y", "/x/ z", "10.0.0.0/8 OK",
        "10.1.0.0/16 OK", "\u00DF STRA\u00DFE", "\u00A0a b", "a \u00A0", "k: \\\"", "<> \"\"", "DUNNO DUNNO", "\uFEFFa b", "a b\r", "a c\r", "a b\0c", "a \"b", "\"a b", "\xC3( x", "", "",
        new string('k', 600) + " v", ": v",
    ];

    private static readonly string[] Examples = [.. Rules.All.Select(rule => rule.Example).Where(example => example.Length > 0)];

    /// <summary>A table that has what two rules look for, and some lines more.</summary>
    public static string Make(Random random)
    {
        var parts = new List<string> { Pick(random, Examples), Pick(random, Examples) };
        for (var count = random.Next(MostExtraLines); count > 0; count--) parts.Add(Pick(random, Extras));

        // A line that is there twice is a duplicate, perhaps in another case.
        if (random.Next(2) == 0) parts.Add(random.Next(2) == 0 ? Pick(random, parts) : Pick(random, parts).ToUpperInvariant());
        var lines = parts.SelectMany(part => part.Split('\n')).ToArray();
        random.Shuffle(lines);
        return string.Join('\n', lines) + (random.Next(8) == 0 ? "" : "\n");
    }

    private static string Pick(Random random, IReadOnlyList<string> texts) => texts[random.Next(texts.Count)];
}
