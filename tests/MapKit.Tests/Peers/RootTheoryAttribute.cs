using Xunit.v3;

namespace MapKit.Tests.Peers;

/// <summary>As <see cref="RootFactAttribute"/>, for theories.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RootTheoryAttribute : TheoryAttribute, ITraitAttribute
{
    public RootTheoryAttribute(params string[] tools) => Skip = PeerTools.ReasonToSkip(tools, needsRoot: true);

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => Category.Traits(Category.Root);
}
