using System.Globalization;
using System.Runtime.Versioning;
using MapKit.Tests;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Mutations;

/// <summary>
/// Good configurations with one change each, on a real Postfix: what its tools and daemons report about the configuration or a table has a finding
/// of lint, and a configuration that starts without a message and passes all mail has no finding of severity error.
/// MAPKIT_MUTATIONS sets how many changes each configuration gets (or <c>300s</c>: how many seconds), MAPKIT_SEED the first seed.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed class MutatedConfigurationTests(ITestOutputHelper output)
{
    private const int UsualCount = 12;

    /// <summary>The usual run is the same every time: what a new seed finds is a row of <see cref="KnownMistakeTests"/> first.</summary>
    private const int UsualSeed = 1;

    public static TheoryData<string> Names => [.. GoodConfiguration.Names];

    [RootTheory("postfix")]
    [MemberData(nameof(Names))]
    public void A_good_configuration_passes_mail_and_has_no_finding(string name)
    {
        using var host = new MutationHost(name);
        host.Write(null);
        Assert.Empty(host.Compile());
        Assert.DoesNotContain(host.Lint(), finding => !finding.Contains(": info ", StringComparison.Ordinal));
        var outcome = host.Run();
        output.WriteLine(string.Join('\n', outcome.Results));
        Assert.Empty(outcome.Complaints);
        Assert.True(outcome.Results.Count >= 2 * host.Good.Probes.Count - 2, string.Join('\n', outcome.Results));
    }

    [RootTheory("postfix")]
    [MemberData(nameof(Names))]
    [Trait(Category.Name, Category.Slow)]
    public void What_Postfix_reports_has_a_finding_and_what_works_has_no_error(string name)
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("MAPKIT_SEED"), CultureInfo.InvariantCulture, out var given) ? given : UsualSeed;
        var size = Environment.GetEnvironmentVariable("MAPKIT_MUTATIONS") ?? UsualCount.ToString(CultureInfo.InvariantCulture);
        var end = size.EndsWith('s') ? DateTime.UtcNow.AddSeconds(int.Parse(size[..^1], CultureInfo.InvariantCulture)) : DateTime.MaxValue;
        var count = size.EndsWith('s') ? int.MaxValue : int.Parse(size, CultureInfo.InvariantCulture);
        using var host = new MutationHost(name);
        host.Write(null);
        host.Compile();
        var usual = host.Lint();
        var good = host.Run();
        var failures = new List<string>();
        var tried = 0;
        for (; tried < count && DateTime.UtcNow < end; tried++)
        {
            var mutation = Mutation.Create(new Random(seed + tried), host.Good);
            if (FailureOf(host, mutation, good, usual) is not { } failure) continue;
            failures.Add($"MAPKIT_SEED={seed + tried} MAPKIT_MUTATIONS=1, {name}: {mutation.Description}\n{failure}");
            output.WriteLine(failures[^1]);
        }

        output.WriteLine($"{name}: {tried} changes from MAPKIT_SEED={seed}, {failures.Count} failures");
        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
    }

    private static string? FailureOf(MutationHost host, Mutation mutation, Outcome good, IReadOnlyList<string> usual)
    {
        host.Write(mutation);
        var complaints = host.Compile();
        var findings = host.Lint().Except(usual).ToArray();
        if (complaints.Count > 0 && findings.Length == 0) return "no finding for " + complaints[0];
        var errors = findings.Where(finding => IsAboutAllMail(finding)).ToArray();
        if (findings.Length > 0 && errors.Length == 0) return null;
        var outcome = host.Run();
        if (findings.Length == 0) return outcome.Complaints.Count == 0 ? null : "no finding for " + string.Join("\n    ", outcome.Complaints.Take(3));
        var passes = complaints.Count + outcome.Complaints.Count == 0 && outcome.Results.SequenceEqual(good.Results);
        return passes ? "mail passes in spite of " + string.Join("\n    ", errors) : null;
    }

    /// <summary>Whether a finding must be wrong if all mail passes. Not every entry of a table is used by the mails.</summary>
    private static bool IsAboutAllMail(string finding) =>
        finding.StartsWith("main.cf: error", StringComparison.Ordinal) || finding.StartsWith("master.cf: error", StringComparison.Ordinal);
}
