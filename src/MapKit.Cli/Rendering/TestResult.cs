using MapKit.Operations.Explain;

namespace MapKit.Cli.Rendering;

/// <summary>What became of an expectation.</summary>
/// <param name="Expectation">The expectation.</param>
/// <param name="Status">The exit status that it would have alone.</param>
/// <param name="Problem">What is otherwise; null where it is met.</param>
/// <param name="Elapsed">How long it took.</param>
internal sealed record TestResult(Expectation Expectation, int Status, string? Problem, TimeSpan Elapsed);
