using MapKit.Operations.Explain;

namespace MapKit.Cli.Rendering;

/// <summary>The result of an expectation.</summary>
/// <param name="Expectation">The expectation.</param>
/// <param name="Status">The exit status if this were the only expectation.</param>
/// <param name="Problem">What is otherwise; null if it is met.</param>
/// <param name="Elapsed">How long it took.</param>
internal sealed record TestResult(Expectation Expectation, int Status, string? Problem, TimeSpan Elapsed);
