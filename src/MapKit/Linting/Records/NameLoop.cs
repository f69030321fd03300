namespace MapKit.Linting.Records;

/// <summary>A loop of names.</summary>
/// <param name="Last">The name at its end, which leads back.</param>
/// <param name="Shown">The names with <c>-&gt;</c> between them, shortened if there are many.</param>
/// <param name="Names">All names; valid until the next loop is searched.</param>
internal sealed record NameLoop(string Last, string Shown, IEnumerable<string> Names);
