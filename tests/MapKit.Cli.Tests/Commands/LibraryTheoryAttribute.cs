namespace MapKit.Cli.Tests.Commands;

/// <summary>As <see cref="LibraryFactAttribute"/>, for theories.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LibraryTheoryAttribute : TheoryAttribute
{
    public LibraryTheoryAttribute() => Skip = LibraryFactAttribute.ReasonToSkip;
}
