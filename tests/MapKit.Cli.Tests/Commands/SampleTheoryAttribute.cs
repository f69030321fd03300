using MapKit.Tests;
using MapKit.Tests.Peers;
using Xunit.v3;

namespace MapKit.Cli.Tests.Commands;

/// <summary>A theory about the samples of Debian's postfix-doc; skipped where they are not to be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SampleTheoryAttribute : TheoryAttribute, ITraitAttribute
{
    public SampleTheoryAttribute() => Skip = ForeignTools.ReasonToSkipExamples;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => Category.Traits(Category.Peer);
}
