using CsCheck;

namespace MapKit.Tests.Linting;

/// <summary>The rule against Postfix's loop itself, written down as it is in cleanup_map11.c and cleanup_map1n.c.</summary>
[Trait(Category.Name, Category.Random)]
public class RewritingLoopPropertyTests
{
    private const int CanonicalLimit = 10;
    private const int VirtualLimit = 1000;
    private const int Names = 7;

    private static readonly Gen<int[][]> Tables = Gen.Int[0, Names - 1].Array[1, 3].Array[1, Names];

    [Fact]
    public void A_canonical_loop_is_reported_if_and_only_if_Postfix_does_not_terminate() => Tables.Sample(table =>
    {
        var single = Array.ConvertAll(table, row => row[..1]);
        Assert.Equal(Enumerable.Range(0, Names).Any(start => !CanonicalEnds(single, start)), IsTold(single, "canonical"));
    });

    [Fact]
    public void A_virtual_loop_is_reported_if_and_only_if_Postfix_does_not_terminate() => Tables.Sample(table =>
        Assert.Equal(Enumerable.Range(0, Names).Any(start => !VirtualEnds(table, start)), IsTold(table, "virtual")));

    private static bool IsTold(int[][] table, string format)
    {
        var text = string.Concat(table.Select((row, key) => $"a{key}@x.example {string.Join(", ", row.Select(name => $"a{name}@x.example"))}\n"));
        return Linted.Findings(text, format).Any(line => line.Contains("MK2802", StringComparison.Ordinal) || line.Contains("MK2803", StringComparison.Ordinal));
    }

    private static bool CanonicalEnds(int[][] table, int name)
    {
        for (var count = 0; count < CanonicalLimit; count++)
        {
            if (name >= table.Length || table[name][0] == name) return true;
            name = table[name][0];
        }

        return false;
    }

    private static bool VirtualEnds(int[][] table, int start)
    {
        var found = new List<int> { start };
        var wereHere = new HashSet<int>();
        for (var i = 0; i < found.Count; i++)
        {
            if (found.Count > VirtualLimit) return false;
            for (var count = 0; ; count++)
            {
                // Only what is among its own results has been noted.
                if (wereHere.Contains(found[i])) break;
                if (count >= VirtualLimit) return false;
                if (found[i] >= table.Length) break;
                var name = found[i];
                var results = table[name];
                found[i] = results[0];
                found.AddRange(results[1..]);
                if (results.Contains(name)) wereHere.Add(name);
            }
        }

        return true;
    }
}
