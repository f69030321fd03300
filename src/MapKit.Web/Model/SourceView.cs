namespace MapKit.Web.Model;

/// <summary>What the page shows of a source.</summary>
public sealed record SourceView
{
    /// <summary>The format by which it was read.</summary>
    public string Format { get; init; } = "";

    /// <summary>Whether the format was guessed.</summary>
    public bool IsGuessed { get; init; }

    /// <summary>Whether a map is made of such a source.</summary>
    public bool CanCompile { get; init; } = true;

    /// <summary>The findings, in the order of the source.</summary>
    public IReadOnlyList<FindingView> Findings { get; init; } = [];

    /// <summary>Number of findings, including those that are not listed.</summary>
    public int Count { get; init; }

    /// <summary>How many of them are errors.</summary>
    public int Errors { get; init; }

    /// <summary>How many of them are warnings.</summary>
    public int Warnings { get; init; }

    /// <summary>Why it could not be checked; null if it was.</summary>
    public string? Refusal { get; init; }
}

/// <summary>A finding.</summary>
/// <param name="Path">The file.</param>
/// <param name="Line">The line, from 1; 0 if it has no place.</param>
/// <param name="Column">The first column, from 1.</param>
/// <param name="EndColumn">The column after the last.</param>
/// <param name="Severity">error, warning or info.</param>
/// <param name="Code">The rule.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Help">What to write instead; null if there is no advice.</param>
public sealed record FindingView(string Path, int Line, int Column, int EndColumn, string Severity, string Code, string Message, string? Help);

/// <summary>The documentation of a rule.</summary>
/// <param name="Code">The rule.</param>
/// <param name="Title">What it finds, in a few words.</param>
/// <param name="Finds">What it finds, in a sentence.</param>
/// <param name="Effect">What Postfix does then.</param>
/// <param name="Example">Text with such a finding.</param>
/// <param name="Remedy">What to do instead.</param>
public sealed record RuleView(string Code, string Title, string Finds, string Effect, string Example, string Remedy);

/// <summary>The result of making a file.</summary>
/// <param name="FileName">Its name.</param>
/// <param name="Note">What is to be said of it; null for nothing.</param>
/// <param name="Refusal">Why it was not made; null if it was.</param>
public sealed record MadeFile(string FileName, string? Note, string? Refusal);
