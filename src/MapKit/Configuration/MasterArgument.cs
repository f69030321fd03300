using MapKit.Source;

namespace MapKit.Configuration;

/// <summary>One argument of a service's command in master.cf.</summary>
/// <param name="Text">As written, with the braces of <c>{ text with blanks }</c>.</param>
/// <param name="Value">What the program is given: without the braces and the blanks inside them.</param>
/// <param name="Place">Where it is; of one over several lines its part on the first.</param>
public sealed record MasterArgument(string Text, string Value, SourcePlace Place)
{
    /// <summary>What the program is given.</summary>
    public override string ToString() => Value;
}
