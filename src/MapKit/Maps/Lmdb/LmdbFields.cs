namespace MapKit.Maps.Lmdb;

/// <summary>Names the fields of pages (docs/formats/lmdb.md#lmdb), for problems.</summary>
internal static class LmdbFields
{
    private static readonly (int Offset, string Name)[] OfDatabase =
    [
        (0, "pad"), (4, "flags"), (6, "depth"), (8, "branch_pages"), (16, "leaf_pages"), (24, "overflow_pages"), (32, "entries"), (40, "root"),
    ];

    private static readonly (int Offset, string Name)[] OfMeta =
    [
        (0, "magic"), (4, "version"), (8, "address"), (16, "mapsize"), (LmdbMeta.FreeOffset, "free DB"), (LmdbMeta.MainOffset, "main DB"),
        (LmdbMeta.LastPageOffset, "last_pg"), (LmdbMeta.TransactionOffset, "txnid"),
    ];

    /// <summary>The field at an offset of the file.</summary>
    public static string? NameAt(LmdbSnapshot snapshot, long? page, long offset)
    {
        if (page is not { } number) return null;
        var place = (int)(offset - (number * snapshot.PageSize));
        return number < LmdbSnapshot.FirstDataPage ? NameOfMeta(snapshot.Layout, place) : OfPage(snapshot.Layout, place);
    }

    /// <summary>The field at an offset of a meta page.</summary>
    public static string? NameOfMeta(LmdbLayout layout, long? offset)
    {
        if (offset is not { } place) return null;
        if (place < layout.HeaderLength) return OfPage(layout, (int)place);
        var name = Last(OfMeta, (int)place - layout.HeaderLength);
        var inside = (int)place - layout.HeaderLength - name.Offset;
        return name.Offset is LmdbMeta.FreeOffset or LmdbMeta.MainOffset ? $"{name.Name} {Last(OfDatabase, inside).Name}" : name.Name;
    }

    private static string OfPage(LmdbLayout layout, int offset) =>
        offset >= layout.HeaderLength ? "node"
        : offset >= layout.UpperOffset ? "upper"
        : offset >= layout.LowerOffset ? "lower"
        : offset >= layout.FlagsOffset ? "flags"
        : offset < sizeof(long) ? "pgno"
        : "pad";

    private static (int Offset, string Name) Last((int Offset, string Name)[] fields, int offset) => fields.Last(field => field.Offset <= offset);
}
