using MapKit.Entries;

namespace MapKit.Linting.Entries;

/// <summary>
/// A rule that sees every entry of one table in the order of the source, with the places of its key and value. It stores what it
/// needs, such as typed entries made from the two texts, and reports to its <see cref="LintContext"/>, at once or at the end.
/// </summary>
internal interface IEntryRule
{
    /// <summary>The last line whose entry the rule needs to see; 0 if it needs none, and the source is not read again for it.</summary>
    int LastLine => int.MaxValue;

    /// <summary>Checks the next entry; it is valid until the call returns.</summary>
    void See(in Entry entry);

    /// <summary>Reports the findings about the whole table.</summary>
    void End();
}
