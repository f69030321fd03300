namespace MapKit.Linting;

/// <summary>
/// A rule about several tables that are linted together. For each of them it may send somebody to see the entries; when all
/// have been seen it reports to the <see cref="LintContext"/> of the table that a finding is about.
/// </summary>
internal interface ICrossTableRule
{
    /// <summary>Begins the next table.</summary>
    /// <param name="table">The table; the rule may keep it.</param>
    /// <returns>Who sees the entries of this table, or null if it does not matter to the rule.</returns>
    ITableRule? Begin(LintContext table);

    /// <summary>Says what the tables together show.</summary>
    void Finish();
}
