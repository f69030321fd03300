using MapKit.Tests;
using MapKit.Tests.Peers;
using Xunit.v3;

namespace MapKit.Cli.Tests.Interruption;

/// <summary>
/// As <see cref="PeerTheoryAttribute"/>, for tests that start the command so often that they need its native build, named by
/// MAPKIT_COMMAND. MAPKIT_REQUIRE_PEERS=1 runs them without it too, slowly.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NativeCommandTheoryAttribute : TheoryAttribute, ITraitAttribute
{
    public NativeCommandTheoryAttribute(params string[] tools) => Skip = new PeerTheoryAttribute(tools).Skip ?? ReasonWithoutNative;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => Category.Traits(Category.Peer);

    private static string? ReasonWithoutNative =>
        MapKitCommand.IsNative || Environment.GetEnvironmentVariable("MAPKIT_REQUIRE_PEERS") == "1"
            ? null
            : "needs the native build, named by MAPKIT_COMMAND, to take seconds instead of minutes";
}
