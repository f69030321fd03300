using System.Runtime.Versioning;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Scenario;

/// <summary>The seed's scenario on a real Postfix, with maps of each type.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class SeedScenarioTests(ITestOutputHelper output)
{
    [RootTheory("postmap", "postfix")]
    [InlineData("hash", "PLAIN LOGIN")]
    [InlineData("btree", "LOGIN")]
    [InlineData("lmdb", "PLAIN")]
    [InlineData("cdb", "LOGIN PLAIN")]
    public void Mail_is_delivered_according_to_the_compiled_tables(string type, string mechanisms)
    {
        using var server = SeedScenario.StartServer(mechanisms);
        using var postfix = new PostfixInstance();
        try
        {
            var inbox = postfix.CreateMailFile();
            postfix.Configure(SeedScenario.Settings(name => $"{type}:{postfix.ConfigurationFolder}/{name}") + $"\nalias_database = {type}:{postfix.ConfigurationFolder}/aliases");
            foreach (var name in SeedScenario.Tables)
            {
                var run = CommandRun.Of("compile", $"{type}:{postfix.WriteTable(name, SeedScenario.Source(name, server.Port, inbox))}");
                Assert.Equal((0, ""), (run.Status, run.Error));
            }

            postfix.Start();
            SeedScenario.Run(postfix, server, inbox);
            Assert.DoesNotContain("warning:", postfix.Log);
        }
        finally
        {
            // Shown where the test fails.
            output.WriteLine($"Said to the submission server:\n{server.Dialogue}\n\nPostfix's log:\n{postfix.Log}");
        }
    }
}
