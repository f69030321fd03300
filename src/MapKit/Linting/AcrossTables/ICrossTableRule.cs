using MapKit.Linting.Entries;
using MapKit.Records;

namespace MapKit.Linting.AcrossTables;

/// <summary>
/// A rule about several tables that are linted together. It sees the records of each table, and its entries if it returns a rule for them;
/// when all have been seen it reports to the <see cref="LintContext"/> of the table that a finding is about.
/// </summary>
internal interface ICrossTableRule
{
    /// <summary>Begins the next table.</summary>
    /// <param name="table">The table; the rule may keep it.</param>
    /// <param name="records">Its records; the rule may keep them.</param>
    /// <returns>The rule that sees the entries of this table, or null if the rule does not need them.</returns>
    IEntryRule? Begin(LintContext table, RecordSet records);

    /// <summary>Reports the findings about all tables.</summary>
    void Finish();
}
