namespace MapKit.Maps.BerkeleyDb.File;

/// <summary>Where pages come from: the file itself, or a scan that wants each page once.</summary>
internal interface IPageSource
{
    /// <summary>The page that a reference leads to.</summary>
    /// <exception cref="MapFormatException">There is no such page, or it says it is another.</exception>
    Page Read(PageReference reference);

    /// <summary>A further page of a bucket, which is needed until the one after it is asked for.</summary>
    /// <exception cref="MapFormatException">As for <see cref="Read"/>.</exception>
    Page ReadChained(PageReference reference) => Read(reference);
}
