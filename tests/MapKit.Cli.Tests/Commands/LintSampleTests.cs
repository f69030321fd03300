namespace MapKit.Cli.Tests.Commands;

/// <summary>The one table that Debian's postfix package installs is in order; its samples are in the package of the documentation.</summary>
public class LintSampleTests
{
    private const string Aliases = "/etc/aliases";

    [SkippableFact]
    public void The_alias_file_of_the_system_has_no_finding()
    {
        Skip.IfNot(File.Exists(Aliases), "there is no " + Aliases);
        Assert.Equal((0, ""), CommandRun.Of("lint", Aliases) is var run ? (run.Status, run.Output) : default);
    }
}
