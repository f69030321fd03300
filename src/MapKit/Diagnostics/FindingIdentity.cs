namespace MapKit.Diagnostics;

/// <summary>
/// The identity of a finding: its rule, its source, and the line and column where it begins. A finding about a whole file has
/// no line. Several findings of one rule at one place share an identity, and a change applies to all of them; they differ in
/// their messages.
/// </summary>
/// <param name="Code">The code of the rule.</param>
/// <param name="Path">The source.</param>
/// <param name="Line">The line, or 0.</param>
/// <param name="Column">The column, or 0.</param>
internal readonly record struct FindingIdentity(string Code, string Path, int Line, int Column)
{
    /// <summary>The identity of a finding.</summary>
    public static FindingIdentity From(Diagnostic finding) =>
        new(finding.Rule.Code, finding.Path, finding.Place?.Line ?? 0, finding.Place?.Column ?? 0);
}
