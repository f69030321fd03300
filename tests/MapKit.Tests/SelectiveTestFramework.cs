using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestFramework(typeof(MapKit.Tests.SelectiveTestFramework))]

namespace MapKit.Tests;

/// <summary>
/// Selects tests for runners that take no filter, as Stryker does not for tests of xunit v3. MAPKIT_SKIP names categories to leave
/// out, such as <c>Peer,Random</c>; MAPKIT_TESTS beginnings of full names to run alone, such as <c>MapKit.Tests.Maps.</c>.
/// </summary>
public sealed class SelectiveTestFramework : XunitTestFramework
{
    private static readonly string[] Skipped = Words("MAPKIT_SKIP");
    private static readonly string[] Beginnings = Words("MAPKIT_TESTS");

    protected override ITestFrameworkDiscoverer CreateDiscoverer(Assembly assembly) =>
        new Discoverer(new XunitTestAssembly(assembly, configFilePath: null, assemblyName: null));

    private static string[] Words(string variable) =>
        (Environment.GetEnvironmentVariable(variable) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private sealed class Discoverer(IXunitTestAssembly assembly) : XunitTestFrameworkDiscoverer(assembly)
    {
        protected override ValueTask<bool> FindTestsForMethod(
            IXunitTestMethod testMethod, ITestFrameworkDiscoveryOptions discoveryOptions, Func<ITestCase, ValueTask<bool>> discoveryCallback) =>
            IsSelected(testMethod) ? base.FindTestsForMethod(testMethod, discoveryOptions, discoveryCallback) : ValueTask.FromResult(true);

        private static bool IsSelected(IXunitTestMethod method)
        {
            var name = $"{method.TestClass.TestClassName}.{method.MethodName}";
            if (Beginnings.Length > 0 && !Beginnings.Any(beginning => name.StartsWith(beginning, StringComparison.Ordinal))) return false;
            return !method.Traits.TryGetValue(Category.Name, out var categories) || !categories.Intersect(Skipped).Any();
        }
    }
}
