using MapKit.Loading;
using MapKit.Maps;
using MapKit.Maps.Paging;

namespace MapKit.Operations.Verify;

/// <summary>What the records of a map tell about how it was made.</summary>
internal sealed class RecordTraits : IWalkPart
{
    /// <summary>Number of records.</summary>
    public long Records { get; private set; }

    /// <summary>Records whose keys show the convention: the NIS records never end in a NUL, and an empty alias map has more of them than other records.</summary>
    public long Counted { get; private set; }

    /// <summary>Records among those whose keys end in a NUL.</summary>
    public long WithNul { get; private set; }

    /// <summary>Whether one is the mark of an alias map.</summary>
    public bool HasAliasMark { get; private set; }

    /// <inheritdoc/>
    public void Begin() => (Records, Counted, WithNul, HasAliasMark) = (0, 0, 0, false);

    /// <inheritdoc/>
    public void Add(in MapRecord record)
    {
        var (key, value) = record;
        Records++;
        if (!AliasMarks.IsYpRecord(key))
        {
            Counted++;
            if (key.Span.EndsWith((byte)0)) WithNul++;
        }

        HasAliasMark |= AliasMarks.IsMark(key, value);
    }

    /// <inheritdoc/>
    public void Complete()
    {
    }

    /// <summary>Adds those of further records.</summary>
    public void Join(RecordTraits other)
    {
        Records += other.Records;
        Counted += other.Counted;
        WithNul += other.WithNul;
        HasAliasMark |= other.HasAliasMark;
    }
}
