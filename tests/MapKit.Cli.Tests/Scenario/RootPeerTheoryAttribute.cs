using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Scenario;

/// <summary>
/// As <see cref="PeerTheoryAttribute"/>, for tests that also need root. MAPKIT_REQUIRE_PEERS=1 makes missing rights a failure too.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RootPeerTheoryAttribute : TheoryAttribute
{
    public RootPeerTheoryAttribute(params string[] tools) => Skip = new PeerTheoryAttribute(tools).Skip ?? ReasonWithoutRoot;

    private static string? ReasonWithoutRoot =>
        Environment.IsPrivilegedProcess || Environment.GetEnvironmentVariable("MAPKIT_REQUIRE_PEERS") == "1"
            ? null
            : "needs root, to start a mail system of its own";
}
