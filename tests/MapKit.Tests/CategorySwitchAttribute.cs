using System.Reflection;
using Xunit.v3;

[assembly: MapKit.Tests.CategorySwitch]

namespace MapKit.Tests;

/// <summary>
/// Skips the tests of the categories that MAPKIT_SKIP names, such as <c>Peer,Random</c>: for runners that take no filter, as
/// Stryker does not for tests of xunit v3.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class CategorySwitchAttribute : BeforeAfterTestAttribute
{
    private static readonly string[] Skipped =
        (Environment.GetEnvironmentVariable("MAPKIT_SKIP") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (Skipped.Length == 0 || !test.Traits.TryGetValue(Category.Name, out var categories)) return;
        Assert.SkipWhen(categories.Intersect(Skipped).Any(), "MAPKIT_SKIP leaves it out");
    }
}
