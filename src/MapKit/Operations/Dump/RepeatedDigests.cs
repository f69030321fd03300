namespace MapKit.Operations.Dump;

/// <summary>
/// Finds digests that occur more than once in a sequence that is passed as often as necessary: where memory is full, the greater half
/// of the range is left to the next pass.
/// </summary>
/// <param name="mostSlots">The most memory: slots of eight bytes, a power of two.</param>
internal sealed class RepeatedDigests(int mostSlots = RepeatedDigests.MostSlots)
{
    private const int FewestSlots = 1 << 12;
    private const int MostSlots = 1 << 22;

    private ulong[] _slots = new ulong[FewestSlots];
    private ulong _first = 1;
    private ulong _last = ulong.MaxValue;
    private int _count;

    /// <summary>The digests that occur more than once.</summary>
    public HashSet<ulong> Found { get; } = [];

    /// <summary>A digest that is not 0, which marks a free slot.</summary>
    public static ulong Normal(ulong digest) => Math.Max(digest, 1);

    /// <summary>Adds the next digest of the sequence.</summary>
    public void Add(ulong digest)
    {
        if (digest < _first || digest > _last) return;
        if (_count >= _slots.Length / 4 * 3) MakeRoom();
        if (digest > _last) return;
        if (Enter(digest)) _count++;
        else Found.Add(digest);
    }

    /// <summary>Begins the next pass.</summary>
    /// <returns>False if there is none: all digests have been compared.</returns>
    public bool Continue()
    {
        if (_last == ulong.MaxValue) return false;
        (_first, _last, _count) = (_last + 1, ulong.MaxValue, 0);
        Array.Clear(_slots);
        return true;
    }

    private void MakeRoom()
    {
        var old = _slots;
        if (old.Length < mostSlots) _slots = new ulong[old.Length * 2];
        else (_slots, _last) = (new ulong[mostSlots], _first + ((_last - _first) / 2));
        _count = 0;
        foreach (var digest in old)
        {
            if (digest != 0 && digest <= _last && Enter(digest)) _count++;
        }
    }

    private bool Enter(ulong digest)
    {
        var mask = _slots.Length - 1;
        for (var slot = (int)digest & mask; ; slot = (slot + 1) & mask)
        {
            if (_slots[slot] == digest) return false;
            if (_slots[slot] != 0) continue;
            _slots[slot] = digest;
            return true;
        }
    }
}
