using MapKit.Tests;
using MapKit.Tests.Peers;
using Xunit.v3;

namespace MapKit.Cli.Tests.Commands;

/// <summary>A fact about the samples of Debian's postfix-doc; skipped where they are not to be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SampleFactAttribute : FactAttribute, ITraitAttribute
{
    public SampleFactAttribute() => Skip = ForeignTools.ReasonToSkipExamples;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => Category.Traits(Category.Peer);
}
