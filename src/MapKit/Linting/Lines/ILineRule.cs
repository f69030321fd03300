namespace MapKit.Linting.Lines;

/// <summary>A rule that sees every logical line of one source, including those that Postfix ignores. It reports to its <see cref="LintContext"/>.</summary>
internal interface ILineRule
{
    /// <summary>Checks the next line; it is valid until the call returns.</summary>
    void See(in LintedLine line);

    /// <summary>Reports the findings about the whole source.</summary>
    void End();
}
