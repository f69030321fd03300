using MapKit.Entries;

namespace MapKit.Linting.Entries;

/// <summary>
/// A rule that sees every entry of one table in the order of the source, with the places of its key and value. It keeps what it
/// needs, such as typed entries made from the two texts, and reports to its <see cref="LintContext"/>, at once or at the end.
/// </summary>
internal interface ITableRule
{
    /// <summary>Looks at the next entry; it is valid until the call returns.</summary>
    void See(in Entry entry);

    /// <summary>Says what only the whole table shows.</summary>
    void End();
}
