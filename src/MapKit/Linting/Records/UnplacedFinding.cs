using MapKit.Diagnostics;
using MapKit.Linting.Entries;

namespace MapKit.Linting.Records;

/// <summary>A finding for which only the line is known.</summary>
/// <param name="Line">The first line of the entry.</param>
/// <param name="Part">The part of the entry.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Help">What to do.</param>
internal sealed record UnplacedFinding(int Line, EntryPart Part, DiagnosticRule Rule, string Message, string? Help);
