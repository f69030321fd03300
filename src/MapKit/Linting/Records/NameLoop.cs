namespace MapKit.Linting.Records;

/// <summary>A way from name to name that leads back to where it has been.</summary>
/// <param name="Last">The name at its end, which leads back.</param>
/// <param name="Shown">The names with <c>-&gt;</c> between them, some left out if there are many.</param>
/// <param name="Names">All names; to be read before the next loop is searched.</param>
internal sealed record NameLoop(string Last, string Shown, IEnumerable<string> Names);
