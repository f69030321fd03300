using MapKit.Entries;

namespace MapKit.Editing;

/// <summary>How an edit is to change the entries of a source.</summary>
internal sealed class ExpectedEntries
{
    /// <summary>The line of a difference after all entries.</summary>
    public const int AtEnd = 0;

    private readonly DocumentEntry? _changed;
    private readonly ReadOnlyMemory<byte> _key;
    private readonly ReadOnlyMemory<byte> _value;

    /// <summary>No change.</summary>
    public ExpectedEntries()
    {
    }

    /// <summary>A change of one entry.</summary>
    /// <param name="changed">The entry.</param>
    /// <param name="key">Its key afterwards.</param>
    /// <param name="value">Its value afterwards.</param>
    public ExpectedEntries(DocumentEntry changed, ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> value) => (_changed, _key, _value) = (changed, key, value);

    /// <summary>Entries that are removed, in order.</summary>
    public IReadOnlyList<DocumentEntry> Removed { get; init; } = [];

    /// <summary>An entry that comes after all others, or null.</summary>
    public (byte[] Key, byte[] Value)? Added { get; init; }

    /// <summary>Finds the first entry of an edited source that is not the expected one.</summary>
    /// <param name="before">Reads the source.</param>
    /// <param name="after">Reads the edited source.</param>
    /// <returns>The line that <paramref name="after"/> counts, <see cref="AtEnd"/> if an entry is missing, or null if there is no difference.</returns>
    public int? FirstDifference(EntryReader before, EntryReader after)
    {
        var removed = 0;
        while (before.Read(out var old))
        {
            var start = (int)old.Line.Segments[0].SourceStart;
            if (removed < Removed.Count && Removed[removed].Start == start)
            {
                removed++;
                continue;
            }

            var isChanged = start == _changed?.Start;
            if (DifferenceFrom(after, isChanged ? _key.Span : old.Key, isChanged ? _value.Span : old.Value) is { } line) return line;
        }

        if (Added is { } added && DifferenceFrom(after, added.Key, added.Value) is { } lineOfAdded) return lineOfAdded;
        return after.Read(out var further) ? further.Line.FirstLine : null;
    }

    private static int? DifferenceFrom(EntryReader after, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (!after.Read(out var entry)) return AtEnd;
        return entry.Key.SequenceEqual(key) && entry.Value.SequenceEqual(value) ? null : entry.Line.FirstLine;
    }
}
