using System.Globalization;
using System.Text;

namespace MapKit.Compare;

/// <summary>
/// A made-up transport table of addresses in mixed case, in no order, no key twice, 64 bytes a line or nearly so. The same
/// seed gives the same table, whatever the machine.
/// </summary>
internal sealed class TransportTable
{
    /// <summary>The most entries that have different keys.</summary>
    public const int MostEntries = 10_000_000;

    // Has no factor in common with the number of keys, so that no number comes twice.
    private const long Step = 6_364_137;

    private static readonly string[] Names = ["Maria", "jose", "Anna", "LI", "Fatima", "ivan", "Grace", "Ola", "Noor", "sofia", "Max", "Yuki"];
    private static readonly string[] Hosts = ["mail", "Sales", "lab", "Office", "IT", "shop", "EU.Post", "news"];
    private static readonly string[] Domains = ["Example.com", "example.net", "EXAMPLE.ORG", "dept.Example", "north.example"];
    private static readonly string[] Agents = ["smtp", "relay", "slow", "smtp"];

    private readonly ulong _seed;

    /// <summary>Describes a table; nothing is held in memory.</summary>
    /// <param name="seed">Another number, another table.</param>
    /// <param name="entries">Lines of the table.</param>
    public TransportTable(int seed, int entries)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(entries, MostEntries);
        _seed = (ulong)seed;
        Entries = entries;
    }

    /// <summary>Lines of the table.</summary>
    public int Entries { get; }

    /// <summary>The table of the first lines.</summary>
    /// <param name="entries">Most lines.</param>
    public TransportTable First(int entries) => new((int)_seed, Math.Min(entries, Entries));

    /// <summary>Writes the table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="changedEvery">One in so many lines has another value than the table; none, if 0.</param>
    public void WriteTo(string path, int changedEvery = 0)
    {
        using var writer = Create(path);
        for (var i = 0; i < Entries; i++)
        {
            writer.Write(Key(i));
            if (changedEvery > 0 && i % changedEvery == 0)
            {
                writer.Write(" smtp:[changed.example.net]:25\n");
                continue;
            }

            var bits = Random((ulong)i + MostEntries);
            writer.Write(string.Create(
                CultureInfo.InvariantCulture, $" {Agents[bits % 4]}:[mx{(bits >> 8) % 240:d3}.region{(bits >> 16) % 10}.example.net]:{((bits >> 24) % 2 == 0 ? 25 : 587)}\n"));
        }
    }

    /// <summary>Writes keys of the table, in no order and perhaps some twice, one a line.</summary>
    public void WriteKeysTo(string path, int count)
    {
        using var writer = Create(path);
        for (var i = 0; i < count; i++)
        {
            writer.Write(Key(Pick(i)));
            writer.Write('\n');
        }
    }

    /// <summary>A line of the table by chance.</summary>
    /// <param name="draw">The number of the draw.</param>
    public int Pick(int draw) => (int)(Random((ulong)draw + (2 * MostEntries)) % (ulong)Entries);

    /// <summary>The key of a line, as it is in the table, in mixed case.</summary>
    public string Key(int line)
    {
        var bits = Random((ulong)line);
        var number = ((line * Step) + (long)(_seed % MostEntries)) % MostEntries;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Names[bits % 12]}{number:d7}@{Hosts[(bits >> 16) % 8]}.{Domains[(bits >> 32) % 5]}");
    }

    private static StreamWriter Create(string path) => new(path, append: false, Encoding.ASCII, 1 << 20);

    // SplitMix64: a number of the sequence without those before it.
    private ulong Random(ulong position)
    {
        var bits = (_seed << 32) + (position * 0x9E3779B97F4A7C15);
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }
}
