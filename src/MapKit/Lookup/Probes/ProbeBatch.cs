using MapKit.Maps;
using MapKit.Maps.Paging;

namespace MapKit.Lookup.Probes;

/// <summary>
/// Keys that are looked up together, with the same answers as one by one. In random order each lookup waits for pages
/// scattered in the file. Here each step is done for all keys in the order of the file, on all
/// processors. Keys that this does not answer (a few in a large map, and unusual ones) are looked up one by one.
/// </summary>
internal sealed class ProbeBatch
{
    // With fewer keys than twice this number of pieces, a batch would read more of the file than single lookups.
    private const int KeysForPiece = 2;
    private const int FewestKeys = 512;

    private readonly TableProbe _probe;
    private readonly List<int> _ends = [];
    private byte[] _keys = [];
    private ProbeAnswer[] _answers = [];

    /// <summary>Creates an empty batch.</summary>
    /// <param name="probe">How each key is asked for.</param>
    public ProbeBatch(TableProbe probe) => _probe = probe;

    /// <summary>Number of keys.</summary>
    public int Count => _ends.Count;

    /// <summary>Bytes of all keys.</summary>
    public int Length => Start(Count);

    /// <summary>Adds a key.</summary>
    /// <param name="key">Its text.</param>
    public void Add(ReadOnlySpan<byte> key)
    {
        var start = Length;
        var end = checked(start + key.Length);
        if (end > _keys.Length) Array.Resize(ref _keys, (int)Math.Min(Math.Max(end * 2L, 1 << 16), Array.MaxLength));
        key.CopyTo(_keys.AsSpan(start));
        _ends.Add(end);
    }

    /// <summary>The text of a key, as added.</summary>
    /// <param name="index">The number of the key, from 0.</param>
    public ReadOnlySpan<byte> Key(int index) => _keys.AsSpan(Start(index), _ends[index] - Start(index));

    /// <summary>Looks up all added keys, as far as a batch is faster.</summary>
    public void Ask()
    {
        _answers = new ProbeAnswer[Count];
        if (_probe.Map is not ISteppedLookup lookup || Count < FewestKeys) return;
        if (Count < KeysForPiece * (lookup.Bytes.Length / FileWindow.PieceLength)) return;
        var asked = AskUntilFormIsKnown();
        if (_probe.StoredForm is not { } form) return;
        new SteppedProbes(lookup, _probe.Folding, form).Run(this, _answers, asked);
    }

    /// <summary>The answer for a key.</summary>
    /// <param name="index">The number of the key, from 0, below the count when <see cref="Ask"/> was called.</param>
    /// <param name="value">The value up to its first NUL. It may be kept.</param>
    /// <returns>Whether there is such a record.</returns>
    /// <exception cref="MapFormatException">The map is damaged on the path to the key.</exception>
    public bool TryGet(int index, out ReadOnlyMemory<byte> value)
    {
        var answer = _answers[index];
        if (!answer.IsKnown) return _probe.TryFind(Key(index), out value);
        value = answer.Value;
        return answer.IsFound;
    }

    /// <summary>Removes all keys.</summary>
    public void Clear()
    {
        _ends.Clear();
        _answers = [];
    }

    // The first key that is found decides which stored form is looked up.
    private int AskUntilFormIsKnown()
    {
        var asked = 0;
        try
        {
            for (; _probe.StoredForm is null && asked < Count; asked++)
                _answers[asked] = _probe.TryFind(Key(asked), out var value) ? ProbeAnswer.Found(value) : ProbeAnswer.NotFound;
        }
        catch (Exception exception) when (exception is MapFormatException or IOException)
        {
            // The key is looked up again in its turn, and the failure is then reported to the caller.
        }

        return asked;
    }

    private int Start(int index) => index == 0 ? 0 : _ends[index - 1];
}

/// <summary>The result for a key; unknown by default.</summary>
internal readonly struct ProbeAnswer
{
    private ProbeAnswer(bool isFound, ReadOnlyMemory<byte> value)
    {
        IsKnown = true;
        IsFound = isFound;
        Value = value;
    }

    /// <summary>The key does not exist.</summary>
    public static ProbeAnswer NotFound { get; } = new(isFound: false, default);

    /// <summary>Whether the key has been looked up.</summary>
    public bool IsKnown { get; }

    /// <summary>Whether it exists.</summary>
    public bool IsFound { get; }

    /// <summary>Its value, up to the first NUL.</summary>
    public ReadOnlyMemory<byte> Value { get; }

    /// <summary>The key exists.</summary>
    /// <param name="value">Its value, up to the first NUL.</param>
    public static ProbeAnswer Found(ReadOnlyMemory<byte> value) => new(isFound: true, value);
}
