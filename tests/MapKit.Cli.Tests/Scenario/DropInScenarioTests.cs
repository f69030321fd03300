using System.Runtime.Versioning;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Scenario;

/// <summary>A real Postfix whose newaliases, postalias and postmap are links to mapkit.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class DropInScenarioTests(ITestOutputHelper output)
{
    [RootTheory("postmap", "postfix")]
    [InlineData("hash")]
    [InlineData("lmdb")]
    [InlineData("cdb")]
    public void Postfix_delivers_by_maps_of_the_links_and_notices_a_change_without_reload(string type)
    {
        using var commands = new CommandFolder();
        using var postfix = new PostfixInstance(commands.Path);
        try
        {
            var inbox = postfix.CreateMailFile();
            postfix.Configure(Settings(postfix.ConfigurationFolder, type));
            postfix.WriteTable("aliases", $"inbox: {inbox}\nother: inbox\nlost: /dev/null\n");
            AssertSilent(commands.Run("newaliases", [], postfix.ConfigurationFolder));
            var table = postfix.WriteTable("virtual", "news@mail.example.com lost\n");
            AssertSilent(commands.Run("postmap", [$"{type}:{table}"], postfix.ConfigurationFolder));
            postfix.Start();

            SendAndWait(postfix, "other", "First, to an alias.", inbox);

            // The daemons have the map open now.
            postfix.Send("news", "Lost", "Second, to nowhere.");
            PostfixInstance.WaitUntil(() => postfix.Log.Contains("orig_to=<news>", StringComparison.Ordinal), "the second mail is gone");
            postfix.WriteTable("virtual", "news@mail.example.com inbox\n");
            AssertSilent(commands.Run("postmap", [$"{type}:{table}"], postfix.ConfigurationFolder));

            SendAndWait(postfix, "news", "Third, by the changed map.", inbox);
            Assert.DoesNotContain("Second, to nowhere.", File.ReadAllText(inbox));
            // Its set-gid commands are links here, which the script that starts it does not like.
            Assert.DoesNotContain(postfix.Log.Split('\n'), line => line.Contains("warning:", StringComparison.Ordinal) && !line.Contains("postfix-script", StringComparison.Ordinal));
        }
        finally
        {
            // Shown where the test fails.
            output.WriteLine($"Postfix's log:\n{postfix.Log}");
        }
    }

    private static void SendAndWait(PostfixInstance postfix, string recipient, string text, string inbox)
    {
        postfix.Send(recipient, "A mail", text);
        PostfixInstance.WaitUntil(() => File.ReadAllText(inbox).Contains($"\n{text}\n", StringComparison.Ordinal), $"the mail to {recipient} has arrived");
    }

    private static void AssertSilent(ToolResult result) => Assert.Equal((0, "", ""), (result.ExitCode, result.Output, result.Error));

    private static string Settings(string folder, string type) => $"""
        myhostname = mail.example.com
        myorigin = mail.example.com
        mydestination = mail.example.com, localhost
        virtual_alias_maps = {type}:{folder}/virtual
        alias_maps = {type}:{folder}/aliases
        alias_database = {type}:{folder}/aliases
        default_transport = error:5.7.1 nothing leaves
        """;
}
