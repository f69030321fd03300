using System.Globalization;
using MapKit.Configuration.Parameters;
using MapKit.Postfix;
using MapKit.Tests.Configuration;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Linting.Configuration.Parameters;

/// <summary>The names that the rules report are those about which the installed <c>postconf -n</c> warns.</summary>
public class PostconfNamesTests
{
    private const int Rounds = 60;

    private static readonly string[] Programs = ["smtpd", "smtp", "lmtp", "local", "pipe", "spawn", "cleanup", "error"];

    [PeerFact("postconf")]
    public void Unused_and_undefined_parameters_are_those_of_postconf()
    {
        using var folder = new TemporaryFolder();
        var compared = 0;
        Parallel.For(0, Rounds, ConfigurationPeer.Many, round =>
        {
            var (main, master) = Make(new Random(round));
            var directory = ConfigurationPeer.Write(folder.File($"{round}"), main);
            File.WriteAllText(Path.Combine(directory, "master.cf"), master);
            var run = ConfigurationPeer.Run("postconf", "-c", directory, "-n");

            // A macro that names itself ends postconf before it has shown everything.
            if (run.ExitCode != 0) return;
            Interlocked.Increment(ref compared);
            var (theirs, ours) = (string.Join('\n', Theirs(run.Error)), string.Join('\n', Ours(main, master)));
            Assert.True(theirs == ours, $"{main}{master}postconf:\n{run.Error}\nours:\n{ours}");
        });
        Assert.InRange(compared, Rounds / 2, Rounds);
    }

    private static IEnumerable<string> Theirs(string messages) => messages.Split('\n')
        .Select(line => line.Contains("unused parameter: ", StringComparison.Ordinal) ? "unused " + After(line, "unused parameter: ").Split('=')[0]
            : line.Contains("undefined parameter: ", StringComparison.Ordinal) ? "undefined " + After(line, "undefined parameter: ")
            : line.Contains("read-only parameter assignment: ", StringComparison.Ordinal) ? "read-only " + After(line, "read-only parameter assignment: ").Split('=')[0]
            : "")
        .Where(line => line.Length > 0).Distinct().Order(StringComparer.Ordinal);

    private static IEnumerable<string> Ours(string main, string master)
    {
        var configuration = CheckedParameters.Configuration(main, master, ConfigurationPeer.Version);
        var texts = new Dictionary<string, string[]> { ["main.cf"] = main.Split('\n'), ["master.cf"] = master.Split('\n') };
        return CheckedParameters.In(configuration)
            .Select(finding => (Kind: finding.Rule.Code switch { "MK5401" => "unused", "MK5402" => "undefined", "MK5410" => "read-only", _ => "" }, finding))
            .Where(found => found.Kind.Length > 0)
            .Select(found => $"{found.Kind} {Text(texts[Path.GetFileName(found.finding.Path)], found.finding.Place!.Value)}")
            .Distinct().Order(StringComparer.Ordinal);
    }

    private static string Text(string[] lines, MapKit.Source.SourcePlace place) => lines[place.Line - 1][(place.Column - 1)..(place.EndColumn - 1)];

    private static string After(string line, string mark) => line[(line.IndexOf(mark, StringComparison.Ordinal) + mark.Length)..];

    private static (string Main, string Master) Make(Random random)
    {
        var known = ParameterDefaults.NamesOf(PostfixVersion.Postfix37).Where(name => name.EndsWith("_maps", StringComparison.Ordinal) || name.StartsWith("smtpd_", StringComparison.Ordinal)).ToArray();
        string[] own = ["one", "two", "three", "four", "one_server_host", "two_query", "slow_destination_rate_delay", "quick_time_limit", "smtp_recipient_limit", "virtual_maps", "Mydomain", "transport_map", "process_name", "postscreen_tls_CAfile"];
        string[] values =
        [
            "x", "$one", "${two}", "${three?{$four}:{$one}}", "$$one", "$(four)", "one two", "ldap:one", "proxy:mysql:two", "ldap:/etc/one", "$nothing", "${{$one} == {$two} ? {$three} : {x}}", "${ none }",
        ];
        var settings = Enumerable.Range(0, 12).Select(_ => $"{Name()} = {Pick(values)}").Append("smtpd_restriction_classes = " + (random.Next(2) == 0 ? "" : "one, three"));
        var main = string.Concat(settings.DistinctBy(line => line.Split(' ')[0]).Select(line => line + "\n"));
        string[] services = ["slow", "quick", "smtp", "one"];
        var master = string.Concat(services.Select(service => string.Create(
            CultureInfo.InvariantCulture, $"{service} unix - n n - - {Pick(Programs)}{string.Concat(Enumerable.Range(0, random.Next(3)).Select(_ => $" -o {{ {Name()} = {Pick(values)} }}"))}\n")));
        return (main, master);

        string Name() => random.Next(3) == 0 ? Pick(known) : Pick(own);
        string Pick(string[] from) => from[random.Next(from.Length)];
    }
}
