namespace MapKit.Tests.Peers;

public class PeerToolsTests
{
    [PeerFact("postconf")]
    public void A_type_of_table_that_Postfix_does_not_open_is_a_reason_to_skip()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("MAPKIT_REQUIRE_PEERS") == "1", "nothing is a reason to skip");
        Assert.Null(PeerTools.ReasonToSkip(["postconf:static"]));
        Assert.Equal("not installed: postconf:nosuchtype", PeerTools.ReasonToSkip(["postconf:static", "postconf:nosuchtype"]));
    }

    [PeerFact("dotnet")]
    public void A_folder_of_packages_may_lack_the_slash_at_its_end()
    {
        var project = RepositoryFiles.Path("tests", "MapKit.Cli.Tests", "MapKit.Cli.Tests.csproj");
        var result = Tool.Run("dotnet", "msbuild", project, "-nologo", "-getItem:None", "-p:NuGetPackageRoot=/some/folder");
        Assert.Contains("/some/folder/sarif.sdk/", result.Output, StringComparison.Ordinal);
    }
}
