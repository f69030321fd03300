using System.Globalization;
using MapKit.Cli.Commands.CrossCheck;
using MapKit.Configuration;
using MapKit.Operations.Migrate;
using MapKit.Operations.Migrate.Proof;
using MapKit.Platform;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Cli.Commands.Migrate;

/// <summary>Compares what the installed Postfix says of the configuration: <c>postconf -n</c>, and for root <c>postfix check</c>.</summary>
/// <param name="postconf">The command.</param>
/// <param name="postfix">The command; null if it is not to be run.</param>
/// <param name="cancellation">Set by a signal.</param>
internal sealed class InstalledPostfixCheck(string postconf, string? postfix, CancellationToken cancellation) : IMigrationCheck
{
    private readonly List<(int Status, string Output, string Error)> _before = [];

    /// <inheritdoc/>
    public void Before(MigrationPlan plan) => _before.AddRange(plan.Instances.SelectMany(Ask));

    /// <inheritdoc/>
    public CheckOutcome After(MigrationPlan plan)
    {
        var after = plan.Instances.SelectMany(Ask).ToArray();
        var problems = new List<string>();
        for (var index = 0; index < after.Length; index++)
        {
            var (before, now) = (_before[index], after[index]);
            if (before.Status == 0 && now.Status != 0) problems.Add($"status {now.Status}, before it was 0: {SecretMask.WithoutQuotes(now.Error.Trim())}");
            else if (Missing(before.Output, now.Output) is { } missing) problems.Add($"another value of {missing}");
        }

        var programs = postfix is null || !plan.Instances.Any(HasQueue) ? "postconf -n" : "postconf -n, postfix check";
        if (problems.Count > 0) return new CheckOutcome(programs, false, problems);
        return new CheckOutcome(programs, true, [string.Create(CultureInfo.InvariantCulture, $"the same as before{(after.Any(one => one.Status != 0) ? ", where one of them already failed" : "")}")]);
    }

    private IEnumerable<(int Status, string Output, string Error)> Ask(PostfixConfiguration instance)
    {
        var folder = instance.Main.Directory;
        yield return Run(postconf, ["-c", folder, "-n"]);

        // It creates the folders of a queue that does not exist yet, which is not part of a migration.
        if (postfix is not null && HasQueue(instance)) yield return Run(postfix, ["-c", folder, "check"]) with { Output = "" };
    }

    private static bool HasQueue(PostfixConfiguration instance)
    {
        try
        {
            return FilePresence.FolderExists($"{instance.Get("queue_directory")}/pid");
        }
        catch (ConfigurationException)
        {
            return false;
        }
    }

    private (int Status, string Output, string Error) Run(string program, IReadOnlyList<string> arguments)
    {
        var (status, output, error) = CrossCheckPostfixTool.Run(program, arguments, cancellation);
        return (status, ByteText.FromBytes(output), ByteText.FromBytes(error));
    }

    /// <summary>A parameter whose value is another one, apart from types; null if there is none. New settings are no difference.</summary>
    private static string? Missing(string before, string after)
    {
        var now = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in after.Split('\n')) now[NameOf(line)] = line;
        foreach (var line in before.Split('\n'))
        {
            if (!now.TryGetValue(NameOf(line), out var other) || (line != other && !EffectiveValues.DiffersInTypes(ValueOf(line), ValueOf(other), BerkeleyDbTypes.Targets))) return NameOf(line);
        }

        return null;
    }

    private static string NameOf(string line) => line.Split(" =", 2)[0];

    private static string ValueOf(string line) => line.IndexOf('=', StringComparison.Ordinal) is var sign and >= 0 ? line[(sign + 1)..].Trim() : "";
}
