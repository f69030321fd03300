namespace MapKit.Diagnostics;

/// <summary>One row of the catalogue of rules, from which <c>docs/rules.md</c> is made.</summary>
/// <param name="Code">The stable name, <c>MK</c> and four digits.</param>
/// <param name="Severity">The severity of a finding of this rule, unless the finding sets another.</param>
/// <param name="Title">What the rule finds, in a few words.</param>
public sealed record DiagnosticRule(string Code, Severity Severity, string Title)
{
    /// <summary>Whether a lint rule reports it, not the code that reads a line, a value or a file.</summary>
    internal bool IsLint { get; init; }

    /// <summary>What the rule finds, in a sentence.</summary>
    public string Finds { get; init; } = "";

    /// <summary>What Postfix does then.</summary>
    public string Effect { get; init; } = "";

    /// <summary>Text with such a finding, lines separated by LF; empty if an example needs more than a few lines of one file.</summary>
    public string Example { get; init; } = "";

    /// <summary>What to do instead.</summary>
    public string Remedy { get; init; } = "";
}
