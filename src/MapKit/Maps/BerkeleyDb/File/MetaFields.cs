using MapKit.Maps.BerkeleyDb.Hash;

namespace MapKit.Maps.BerkeleyDb.File;

/// <summary>
/// Names the fields of page 0 (docs/formats/berkeley-db.md#meta-page, docs/formats/berkeley-db-hash.md#meta-page and
/// docs/formats/berkeley-db-btree.md#meta-page), for problems.
/// </summary>
internal static class MetaFields
{
    private const int Checksum = 492;
    private const int Spares = 96;
    private const int SparesEnd = Spares + (4 * HashMetaPage.SpareCount);

    private static readonly (int Offset, string Name)[] Shared =
    [
        (0, "lsn"), (8, "pgno"), (12, "magic"), (16, "version"), (20, "pagesize"), (24, "encrypt_alg"), (25, "type"), (26, "metaflags"),
        (28, "free"), (32, "last_pgno"), (36, "nparts"), (40, "key_count"), (44, "record_count"), (48, "flags"), (52, "uid"),
    ];

    private static readonly (int Offset, string Name)[] OfHash =
        [(72, "max_bucket"), (76, "high_mask"), (80, "low_mask"), (84, "ffactor"), (88, "nelem"), (92, "h_charkey")];

    private static readonly (int Offset, string Name)[] OfBtree =
        [(72, "unused"), (76, "minkey"), (80, "re_len"), (84, "re_pad"), (88, "root")];

    /// <summary>The field of the shared part at an offset, or null.</summary>
    public static string? NameAt(int offset) => offset < MetaPage.MethodFields ? Last(Shared, offset) : offset >= Checksum ? "chksum" : null;

    /// <summary>The field at an offset, or null.</summary>
    public static string? NameAt(MapType type, int offset) =>
        offset is < MetaPage.MethodFields or >= Checksum ? NameAt(offset)
        : type != MapType.Hash ? Last(OfBtree, offset)
        : offset is >= Spares and < SparesEnd ? $"spares[{(offset - Spares) / 4}]"
        : Last(OfHash, offset);

    private static string Last((int Offset, string Name)[] fields, int offset) => fields.Last(field => field.Offset <= offset).Name;
}
