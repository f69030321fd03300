namespace MapKit.Linting.Lines;

/// <summary>A rule that sees every logical line of one source, also those that Postfix drops. It reports to its <see cref="LintContext"/>.</summary>
internal interface ILineRule
{
    /// <summary>Looks at the next line; it is valid until the call returns.</summary>
    void See(in LintedLine line);

    /// <summary>Says what only the whole source shows.</summary>
    void End();
}
