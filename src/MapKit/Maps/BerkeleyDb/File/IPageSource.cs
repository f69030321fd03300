namespace MapKit.Maps.BerkeleyDb.File;

/// <summary>A source of pages: the file, or a scan that allows each page once.</summary>
internal interface IPageSource
{
    /// <summary>The page that a reference leads to.</summary>
    /// <exception cref="MapFormatException">There is no such page, or it has another number.</exception>
    Page Read(PageReference reference);

    /// <summary>A further page of a bucket, which is valid until the next one is read.</summary>
    /// <exception cref="MapFormatException">As for <see cref="Read"/>.</exception>
    Page ReadChained(PageReference reference) => Read(reference);
}
