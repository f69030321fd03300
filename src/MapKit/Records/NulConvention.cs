namespace MapKit.Records;

/// <summary>Whether a map's keys and values end in one NUL byte (postfix-tables 4.2).</summary>
public enum NulConvention
{
    /// <summary>As Postfix does for the type: with NUL in hash, btree and lmdb, without in cdb.</summary>
    TypeDefault,

    /// <summary>Always one NUL (<c>postmap -N</c>).</summary>
    WithNul,

    /// <summary>Never a NUL (<c>postmap -n</c>).</summary>
    WithoutNul,
}

/// <summary>Decides which convention a map that is written gets, and which one a map that is read has.</summary>
internal static class NulDecision
{
    /// <summary>Whether keys and values of a map that is written end in a NUL.</summary>
    /// <param name="nul">What was asked for.</param>
    /// <param name="typeDefault">Whether Postfix stores a NUL in maps of the type.</param>
    public static bool StoresNul(this NulConvention nul, bool typeDefault) =>
        nul == NulConvention.TypeDefault ? typeDefault : nul == NulConvention.WithNul;

    /// <summary>Whether a map that is compared as a whole counts as one with NULs: that of most of its keys.</summary>
    /// <param name="withNul">Keys that end in a NUL.</param>
    /// <param name="records">All keys.</param>
    /// <param name="typeDefault">Whether Postfix stores a NUL in maps of the type, which decides for an empty map.</param>
    public static bool MostHaveNul(long withNul, long records, bool typeDefault) => records == 0 ? typeDefault : withNul * 2 >= records;
}

/// <summary>
/// The stored forms in which keys are asked for: by default with a NUL, then without. As in Postfix, the form of the first key
/// that is found is that of all that follow.
/// </summary>
internal struct NulForms
{
    /// <summary>Begins with what was asked for.</summary>
    public NulForms(NulConvention nul)
    {
        TriesWith = nul != NulConvention.WithoutNul;
        TriesWithout = nul != NulConvention.WithNul;
    }

    /// <summary>Whether keys are asked for with a NUL.</summary>
    public bool TriesWith { get; private set; }

    /// <summary>Whether keys are asked for without a NUL.</summary>
    public bool TriesWithout { get; private set; }

    /// <summary>The one form that is left, or null while it is both.</summary>
    public readonly NulConvention? Only => TriesWith == TriesWithout ? null : TriesWith ? NulConvention.WithNul : NulConvention.WithoutNul;

    /// <summary>A key with a NUL was found or stored.</summary>
    public void FoundWith() => TriesWithout = false;

    /// <summary>A key without a NUL was found.</summary>
    public void FoundWithout() => TriesWith = false;
}
