namespace MapKit.Diagnostics;

/// <summary>One row of the catalogue of rules.</summary>
/// <param name="Code">The stable name, <c>MK</c> and four digits.</param>
/// <param name="Severity">How much a finding of this rule matters.</param>
/// <param name="Title">What the rule finds, in a few words.</param>
public sealed record DiagnosticRule(string Code, Severity Severity, string Title);
