namespace MapKit.Linting.Allowances;

/// <summary>A rule about the comments that allow findings, after all findings have been compared with them.</summary>
internal interface IAllowanceRule
{
    /// <summary>Checks the comments of a source.</summary>
    void Check(IReadOnlyList<Allowance> allowances);
}
