namespace MapKit.PostgreSql.Content;

/// <summary>One publication: all its tables changed at the same moment.</summary>
/// <param name="Number">Its number; the first is 1.</param>
/// <param name="Published">When.</param>
/// <param name="Author">The user who ran mapkit.</param>
/// <param name="Host">The host on which it ran.</param>
/// <param name="Role">The role in the database.</param>
/// <param name="Comment">What the publisher wrote, such as a revision; null if nothing.</param>
/// <param name="Restores">The generation whose content it restored; null if it was published from sources.</param>
internal sealed record Generation(long Number, DateTime Published, string Author, string Host, string Role, string? Comment, long? Restores);
