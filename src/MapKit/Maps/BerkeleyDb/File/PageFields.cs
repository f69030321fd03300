using MapKit.Maps.Paging;

namespace MapKit.Maps.BerkeleyDb.File;

/// <summary>Names the fields of pages (docs/formats/berkeley-db.md#page-header), for problems.</summary>
internal static class PageFields
{
    /// <summary>The field at an offset of the file, or null if the whole file is meant.</summary>
    public static string? NameAt(PageFile file, MetaPage meta, long? page, long offset)
    {
        if (page is not { } number) return null;
        var place = (int)(offset - (number * file.PageSize));
        if (number == 0) return MetaFields.NameAt(meta.Type, place);
        if (place < file.HeaderLength) return OfHeader(place);
        var current = file.ReadUnchecked((uint)number, PageAccess.Walk);
        if (current.Type is PageType.Free or PageType.Overflow) return "data";
        return place < current.IndexEnd ? $"inp[{(place - file.HeaderLength) / PageHeader.IndexEntry}]" : "item";
    }

    private static string OfHeader(int offset) => offset switch
    {
        < PageHeader.Number => "lsn",
        < PageHeader.Previous => "pgno",
        < PageHeader.Next => "prev_pgno",
        < PageHeader.Entries => "next_pgno",
        < PageHeader.HighFree => "entries",
        < PageHeader.Level => "hf_offset",
        PageHeader.Level => "level",
        PageHeader.Type => "type",
        _ => "chksum",
    };
}
