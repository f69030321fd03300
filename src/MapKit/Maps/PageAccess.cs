namespace MapKit.Maps;

/// <summary>What a page is wanted for, which says how long it is kept.</summary>
internal enum PageAccess
{
    /// <summary>The way to one key: the page will be wanted again, and is kept.</summary>
    Lookup,

    /// <summary>A walk over the whole file: the page will hardly be wanted again, but perhaps those after it.</summary>
    Walk,
}
