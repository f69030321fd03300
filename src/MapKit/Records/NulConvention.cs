namespace MapKit.Records;

/// <summary>Whether a map's keys and values end in one NUL byte (docs/formats/map-types.md#trailing-nul).</summary>
public enum NulConvention
{
    /// <summary>Postfix's rule for the type: with NUL in hash, btree and lmdb, without in cdb.</summary>
    TypeDefault,

    /// <summary>Always one NUL (<c>postmap -N</c>).</summary>
    WithNul,

    /// <summary>Never a NUL (<c>postmap -n</c>).</summary>
    WithoutNul,
}

/// <summary>Decides the convention of a map to write, and detects that of a map to read.</summary>
internal static class NulDecision
{
    /// <summary>Whether keys and values of a map to write end in a NUL.</summary>
    /// <param name="nul">What was asked for.</param>
    /// <param name="typeDefault">Whether Postfix stores a NUL in maps of the type.</param>
    public static bool StoresNul(this NulConvention nul, bool typeDefault) =>
        nul == NulConvention.TypeDefault ? typeDefault : nul == NulConvention.WithNul;

    /// <summary>Whether a map counts as one with NULs in a comparison: the convention of most of its keys.</summary>
    /// <param name="withNul">Keys that end in a NUL.</param>
    /// <param name="records">All keys.</param>
    /// <param name="typeDefault">Whether Postfix stores a NUL in maps of the type, which decides for an empty map.</param>
    public static bool MostHaveNul(long withNul, long records, bool typeDefault) => records == 0 ? typeDefault : withNul * 2 >= records;
}

/// <summary>
/// The stored forms in which keys are looked up: by default with a NUL, then without. As in Postfix, the form of the first key
/// that is found applies to all later keys.
/// </summary>
internal struct NulForms
{
    /// <summary>Creates the forms for a convention.</summary>
    public NulForms(NulConvention nul)
    {
        TriesWith = nul != NulConvention.WithoutNul;
        TriesWithout = nul != NulConvention.WithNul;
    }

    /// <summary>Whether keys are looked up with a NUL.</summary>
    public bool TriesWith { get; private set; }

    /// <summary>Whether keys are looked up without a NUL.</summary>
    public bool TriesWithout { get; private set; }

    /// <summary>The remaining form, or null while both are possible.</summary>
    public readonly NulConvention? Only => TriesWith == TriesWithout ? null : TriesWith ? NulConvention.WithNul : NulConvention.WithoutNul;

    /// <summary>A key with a NUL was found or stored.</summary>
    public void FoundWith() => TriesWithout = false;

    /// <summary>A key without a NUL was found.</summary>
    public void FoundWithout() => TriesWith = false;
}
