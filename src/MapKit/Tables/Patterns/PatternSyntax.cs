using MapKit.Tables.Grammar;

namespace MapKit.Tables.Patterns;

/// <summary>The two halves of a key.</summary>
/// <param name="Local">Before the first <c>@</c> outside quotes, as written; the whole key where there is none.</param>
/// <param name="HasAt">Whether there is one.</param>
/// <param name="Domain">After it.</param>
internal sealed record PatternSyntax(TextPart Local, bool HasAt, TextPart Domain);
