namespace MapKit.Maps.BerkeleyDb.File;

/// <summary>The pages of a damaged file. In a sound one none is wanted twice, so whoever wants many more is led in circles.</summary>
/// <param name="file">The file.</param>
internal sealed class LimitedPages(PageFile file) : IPageSource
{
    private long _left = 2 * file.PageCount;

    /// <inheritdoc/>
    public Page Read(PageReference reference)
    {
        _left--;
        if (_left < 0) throw file.Damage(reference, "the pages of the file refer to one another again and again");
        return file.Read(reference, PageAccess.Walk);
    }
}
