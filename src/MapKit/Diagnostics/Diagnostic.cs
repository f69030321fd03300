using MapKit.Source;

namespace MapKit.Diagnostics;

/// <summary>One finding: the rule, the place, what is wrong and what to do instead.</summary>
/// <param name="Rule">The row of the catalogue.</param>
/// <param name="Path">The source as the caller named it.</param>
/// <param name="Place">The place, or null if the finding has no place in the text.</param>
/// <param name="Message">One sentence: what is wrong and what Postfix does. Never contains a secret.</param>
/// <param name="Help">What to write instead, or null.</param>
public sealed record Diagnostic(DiagnosticRule Rule, string Path, SourcePlace? Place, string Message, string? Help = null)
{
    /// <summary>
    /// The warning that Postfix's own tool prints for this finding, without <c>postmap: warning: </c>,
    /// or null if Postfix prints none. May quote the whole line: not for output that hides secrets.
    /// </summary>
    public string? PostfixText { get; init; }

    /// <summary>A related line of the same source, such as that of the first of two equal keys; 0 if there is none.</summary>
    public int RelatedLine { get; init; }

    /// <summary>The rule's severity, unless the caller sets another.</summary>
    public Severity Severity { get; init; } = Rule.Severity;

    /// <summary>The classic form, <c>path:line:column: severity code: message</c>.</summary>
    public override string ToString()
    {
        var where = Place is { } place ? $"{Path}:{place.Line}:{place.Column}" : Path;
        var severity = Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "info" };
        return $"{where}: {severity} {Rule.Code}: {Message}";
    }
}
