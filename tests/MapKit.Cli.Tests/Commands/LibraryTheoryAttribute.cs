using MapKit.Tests;
using Xunit.v3;

namespace MapKit.Cli.Tests.Commands;

/// <summary>As <see cref="LibraryFactAttribute"/>, for theories.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LibraryTheoryAttribute : TheoryAttribute, ITraitAttribute
{
    public LibraryTheoryAttribute() => Skip = LibraryFactAttribute.ReasonToSkip;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => Category.Traits(Category.Peer);
}
