namespace MapKit.Maps.Paging;

/// <summary>A set of small numbers, such as those of pages, one bit each.</summary>
internal sealed class NumberSet
{
    private readonly ulong[] _words;

    /// <summary>Creates an empty set.</summary>
    /// <param name="end">Every number is below.</param>
    public NumberSet(long end) => _words = new ulong[(end + 63) / 64];

    /// <summary>Whether a number is in the set.</summary>
    public bool Contains(long number) => (_words[number / 64] & Bit(number)) != 0;

    /// <summary>Adds a number to the set.</summary>
    /// <returns>Whether it was added.</returns>
    public bool Add(long number)
    {
        ref var word = ref _words[number / 64];
        if ((word & Bit(number)) != 0) return false;
        word |= Bit(number);
        return true;
    }

    private static ulong Bit(long number) => 1ul << (int)(number % 64);
}
