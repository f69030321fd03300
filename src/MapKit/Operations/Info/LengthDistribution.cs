using System.Numerics;

namespace MapKit.Operations.Info;

/// <summary>Lengths in bytes: the shortest, the longest, the mean, and how many fall into classes that double.</summary>
internal sealed class LengthDistribution
{
    // Class 0 is length 0; class n is 2^(n-1) to 2^n - 1.
    private readonly long[] _counts = new long[33];

    /// <summary>How many lengths there are.</summary>
    public long Count { get; private set; }

    /// <summary>Sum of all lengths.</summary>
    public long Total { get; private set; }

    /// <summary>The shortest; 0 if there is none.</summary>
    public int Shortest { get; private set; }

    /// <summary>The longest; 0 if there is none.</summary>
    public int Longest { get; private set; }

    /// <summary>The mean; 0 if there is none.</summary>
    public double Mean => Count == 0 ? 0 : (double)Total / Count;

    /// <summary>The classes from that of the shortest to that of the longest, each with its first and its last length.</summary>
    public IReadOnlyList<LengthClass> Classes => Count == 0 ? [] :
    [
        .. Enumerable.Range(ClassOf(Shortest), ClassOf(Longest) - ClassOf(Shortest) + 1)
            .Select(number => new LengthClass(number == 0 ? 0 : 1L << (number - 1), (1L << number) - 1, _counts[number])),
    ];

    /// <summary>Takes a length.</summary>
    internal void Add(int length)
    {
        Shortest = Count == 0 ? length : Math.Min(Shortest, length);
        Longest = Math.Max(Longest, length);
        Count++;
        Total += length;
        _counts[ClassOf(length)]++;
    }

    private static int ClassOf(int length) => length == 0 ? 0 : BitOperations.Log2((uint)length) + 1;
}

/// <summary>How many keys or values have a length in a range.</summary>
/// <param name="From">The first length, in bytes.</param>
/// <param name="To">The last length.</param>
/// <param name="Count">How many.</param>
internal sealed record LengthClass(long From, long To, long Count);
