namespace MapKit.Loading;

/// <summary>How far a source is compiled.</summary>
/// <param name="Entries">Entries read.</param>
/// <param name="Read">Bytes of the source that have been read.</param>
/// <param name="SourceLength">Bytes of the source; 0 where they cannot be known before its end.</param>
/// <param name="Written">Bytes of the map that have been written, or compared with those of the map that is there.</param>
/// <param name="MapLength">Bytes of the map; 0 before its pages are laid out.</param>
public readonly record struct TableProgress(long Entries, long Read, long SourceLength, long Written, long MapLength)
{
    /// <summary>The part of the work that is done, from 0 to 1, where reading and writing are half of it each; 0 where that cannot be known.</summary>
    public double Fraction => (Share(Read, SourceLength) + Share(Written, MapLength)) / 2;

    private static double Share(long done, long all) => all <= 0 ? 0 : Math.Clamp((double)done / all, 0, 1);
}
