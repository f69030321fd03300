namespace MapKit.Maps.BerkeleyDb;

/// <summary>
/// Checks what reading does not need but libdb does, on every page, and that every record is found by its key
/// (map-files B.9, C.8).
/// </summary>
internal static class Verification
{
    /// <summary>Checks a whole file.</summary>
    /// <param name="file">The pages.</param>
    /// <param name="meta">The shared fields of page 0.</param>
    /// <param name="reader">The reader of the same file.</param>
    /// <exception cref="MapFormatException">The first fault.</exception>
    public static void Run(PageFile file, MetaPage meta, IMapReader reader)
    {
        if (meta.KeepsLastPage && meta.LastPage.Target != file.PageCount - 1)
            throw file.Damage(meta.LastPage, $"last page {meta.LastPage.Target}, but the file has {file.PageCount} pages");
        for (var number = 1L; number < file.PageCount; number++)
        {
            // A page that was never written has nothing to check; whether it may be where it is, the scan below tells.
            if (file.TryReadWritten(new PageReference((uint)number, 0, 0), sequential: true, out var page)) CheckItems(page);
        }

        CheckFreePages(file, meta);
        foreach (var record in reader.Records)
        {
            if (!reader.TryGet(record.Key.Span, out _))
                throw new MapFormatException(file.Path, $"a key of {record.Key.Length} bytes stands where a lookup does not find it");
        }
    }

    private static void CheckItems(Page page)
    {
        if (page.Type is PageType.Free or PageType.Overflow) return;
        page.RequireIndexed(page.Type, page.Type);
        var lowest = page.Size;
        for (var i = 0; i < page.Entries; i++) lowest = Math.Min(lowest, page.ItemOffset(i));

        // The field has two bytes: an empty page of 65536 bytes has 0 there.
        var highFree = page.UInt16(PageHeader.HighFree);
        if (highFree != (ushort)lowest)
            throw page.Damage(PageHeader.HighFree, $"items begin at {lowest}, but the page says {highFree}");
    }

    private static void CheckFreePages(PageFile file, MetaPage meta)
    {
        var scan = new PageScan(file);
        for (var reference = meta.FirstFreePage; reference.Target != 0;)
        {
            var page = scan.Read(reference);
            if (page.Type != PageType.Free) throw page.WrongType(PageType.Free);
            reference = page.Next;
        }
    }
}
