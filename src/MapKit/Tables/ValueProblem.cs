using MapKit.Diagnostics;
using MapKit.Entries;

namespace MapKit.Tables;

/// <summary>A problem in a key or a value, before its place in a source is known.</summary>
/// <param name="Rule">The row of the catalogue.</param>
/// <param name="Start">Offset of the first byte, from the start of the key or value.</param>
/// <param name="Length">Number of bytes.</param>
/// <param name="Message">One sentence: what is wrong and what Postfix does. Never contains a secret.</param>
/// <param name="Help">What to write instead, or null.</param>
public sealed record ValueProblem(DiagnosticRule Rule, int Start, int Length, string Message, string? Help = null)
{
    /// <summary>Whether the offsets count from the start of the key rather than of the value.</summary>
    public bool InKey { get; init; }

    /// <summary>The rule's severity, unless the format makes it another.</summary>
    public Severity Severity { get; init; } = Rule.Severity;

    /// <summary>The finding, at its place in the source.</summary>
    /// <param name="entry">The entry whose key or value it is about.</param>
    /// <param name="path">Name of the source.</param>
    internal Diagnostic In(in Entry entry, string path)
    {
        var place = InKey ? entry.PlaceInKey(Start, Length) : entry.PlaceInValue(Start, Length);
        return new Diagnostic(Rule, path, place, Message, Help) { Severity = Severity };
    }
}
