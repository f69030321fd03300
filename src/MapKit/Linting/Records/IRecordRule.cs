using MapKit.Records;

namespace MapKit.Linting.Records;

/// <summary>A rule about the records of one table as a whole. It reports to its <see cref="LintContext"/>, by the lines of the records.</summary>
internal interface IRecordRule
{
    /// <summary>Checks all records.</summary>
    void Check(RecordSet records);
}
