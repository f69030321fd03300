using MapKit.Tables.Grammar;

namespace MapKit.Tables.Access;

/// <summary>The two halves of a value.</summary>
/// <param name="Word">The action.</param>
/// <param name="Text">What follows the blanks after it.</param>
internal readonly record struct AccessSyntax(TextPart Word, TextPart Text);
