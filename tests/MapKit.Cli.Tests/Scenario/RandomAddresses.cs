using System.Globalization;
using System.Text;
using MapKit.Lookup.Probes;
using MapKit.Tables.Addresses;

namespace MapKit.Cli.Tests.Scenario;

/// <summary>Addresses of every kind that a search takes apart, in internal form, one character a byte; the same for the same seed.</summary>
internal sealed class RandomAddresses(Random random)
{
    private static readonly string[] Words =
    [
        "user", "User", "joe", "first.last", "x", "postmaster", "POSTMASTER", "mailer-daemon", "double-bounce", "owner", "list", "request", "ünï", "ÅSE",
        "straße", "a b", "q\"uote", "back\\slash", ".dot", "dot.", "a..b", "co,mma", "(paren", "semi;colon", "co:lon", "a=b", "~tilde", "1",
    ];

    private static readonly string[] Delimiters = ["+", "-", "=", "+-", "++"];

    private static readonly string[] Domains =
    [
        "local.example", "LOCAL.example", "origin.example", "example.com", "sub.example.com", "Deep.Sub.EXAMPLE.com", "a.b.c.d.example.net", "dömain.example",
        "example", "[127.0.0.1]", "[192.0.2.1]", "x-y.example",
    ];

    /// <summary>What the addresses are made of.</summary>
    public Random Random => random;

    /// <summary>Addresses for the seed of MAPKIT_SEED, otherwise for one of the day, which is told.</summary>
    public static RandomAddresses Seeded(ITestOutputHelper output)
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("MAPKIT_SEED") ?? DateTime.UtcNow.DayOfYear.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"MAPKIT_SEED={seed}"));
        return new RandomAddresses(new Random(seed));
    }

    /// <summary>How many addresses a test takes: MAPKIT_ADDRESSES, otherwise its own number.</summary>
    public static int Count(int ordinarily) =>
        Environment.GetEnvironmentVariable("MAPKIT_ADDRESSES") is { } count ? int.Parse(count, CultureInfo.InvariantCulture) : ordinarily;

    /// <summary>So many different addresses; local(8) takes those that differ in case for one.</summary>
    public IReadOnlyList<string> Take(int count)
    {
        var found = new Dictionary<string, string>();
        while (found.Count < count)
        {
            var address = Latin1($"{LocalPart()}@{Pick(Domains)}");
            found[FoldedText.Fold(address)] = address;
        }

        return [.. found.Values];
    }

    /// <summary>A host name.</summary>
    public string HostName() => Pick(["mail.example.com", "MX.Deep.sub.example.net", "example", "h", "a-b.example", "a.b.c.d.e.f"]);

    /// <summary>The address of a host, as Postfix shows it.</summary>
    public string NetworkAddress() => Pick(["192.0.2.1", "10.20.30.40", "2001:db8::1", "2001:db8:1:2:3:4:5:6", "fe80::1:2", "2001:db8:0:1::"]);

    /// <summary>An address in external form.</summary>
    public static string External(string address)
    {
        var at = address.LastIndexOf('@');
        return new MailAddress(address[..at], address[(at + 1)..]).ToString();
    }

    private string LocalPart() => random.Next(8) switch
    {
        0 => Pick(Delimiters) + Pick(Words),
        1 => Pick(Words) + Pick(Delimiters),
        2 or 3 => Pick(Words) + Pick(Delimiters) + Pick(Words),
        4 => Pick(Words) + Pick(Delimiters) + Pick(Words) + Pick(Delimiters) + Pick(Words),
        _ => Pick(Words),
    };

    private string Pick(string[] from) => from[random.Next(from.Length)];

    private static string Latin1(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
}
