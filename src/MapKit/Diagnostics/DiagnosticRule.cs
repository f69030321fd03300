namespace MapKit.Diagnostics;

/// <summary>One row of the catalogue of rules, from which <c>docs/rules.md</c> is made.</summary>
/// <param name="Code">The stable name, <c>MK</c> and four digits.</param>
/// <param name="Severity">How much a finding of this rule matters, unless the finding says otherwise.</param>
/// <param name="Title">What the rule finds, in a few words.</param>
public sealed record DiagnosticRule(string Code, Severity Severity, string Title)
{
    /// <summary>Whether a rule of lint reports it, and not the code that reads a line, a value or a file.</summary>
    internal bool IsLint { get; init; }

    /// <summary>What the rule finds, in a sentence.</summary>
    public string Finds { get; init; } = "";

    /// <summary>What Postfix does then.</summary>
    public string Effect { get; init; } = "";

    /// <summary>Text that has such a finding, lines separated by LF; empty where it needs more than a few lines of one file.</summary>
    public string Example { get; init; } = "";

    /// <summary>What to do instead.</summary>
    public string Remedy { get; init; } = "";
}
