namespace MapKit.Loading;

/// <summary>The progress of a compilation.</summary>
/// <param name="Entries">Entries read.</param>
/// <param name="Read">Bytes of the source that have been read.</param>
/// <param name="SourceLength">Bytes of the source; 0 if its length is unknown before its end.</param>
/// <param name="Written">Bytes of the map that have been written, or compared with those of the existing map.</param>
/// <param name="MapLength">Bytes of the map; 0 before its pages are laid out.</param>
public readonly record struct TableProgress(long Entries, long Read, long SourceLength, long Written, long MapLength)
{
    /// <summary>The completed fraction of the work, from 0 to 1, with reading and writing as one half each; 0 if unknown.</summary>
    public double Fraction => (Share(Read, SourceLength) + Share(Written, MapLength)) / 2;

    private static double Share(long done, long all) => all <= 0 ? 0 : Math.Clamp((double)done / all, 0, 1);
}
