using System.Globalization;
using System.Runtime.Versioning;
using MapKit.Configuration.Parameters;
using MapKit.Diagnostics;
using MapKit.Linting.Configuration.Parameters;
using MapKit.Postfix;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Linting.Configuration.Parameters;

/// <summary>
/// The findings about values beside the real daemons: each parameter that an installed daemon reads as it starts gets bad values of its
/// kind. What the daemon logs, a fatal error, a warning or nothing, equals the finding.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed class DaemonValuesTests(ITestOutputHelper output)
{
    private const string Base = """
        virtual_mailbox_base = /
        mynetworks = 127.0.0.0/8
        smtpd_sasl_type = dovecot
        """;

    private static readonly string[] Daemons =
    [
        "anvil", "bounce", "cleanup", "flush", "lmtp", "local", "pickup", "pipe", "postscreen", "proxymap", "qmgr", "qmqpd", "scache", "showq", "smtp", "smtpd",
        "spawn", "tlsmgr", "tlsproxy", "trivial-rewrite", "verify", "virtual",
    ];

    /// <summary>Their values decide where the daemon of the test logs and finds its files.</summary>
    private static readonly string[] OfTheTest =
    [
        "command_directory", "config_directory", "daemon_directory", "data_directory", "maillog_file", "maillog_file_prefixes", "meta_directory", "postlog_service_name", "process_id_directory",
        "queue_directory", "shlib_directory", "syslog_name", "import_environment", "mail_version", "mail_release_date",
    ];

    [RootFact("postconf")]
    public void A_daemon_does_with_a_bad_value_what_the_finding_says()
    {
        var cases = ParameterCatalogue.Names.Order(StringComparer.Ordinal)
            .Select(name => ParameterCatalogue.Find(name, PostfixVersion.Postfix37)!)
            .Where(parameter => parameter.IsReadBy(PostfixVersion.Postfix37) && !OfTheTest.Contains(parameter.Name))
            .SelectMany(parameter => DaemonsOf(parameter).SelectMany(daemon => BadValues(parameter).Select(value => (Daemon: daemon, Parameter: parameter, Value: value))))
            .ToArray();
        var differences = new List<string>();
        Parallel.ForEach(cases, new ParallelOptions { MaxDegreeOfParallelism = 4 }, found =>
        {
            if (Compare(found.Daemon, found.Parameter, found.Value) is not { } difference) return;
            lock (differences) differences.Add(difference);
        });
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{cases.Length} starts"));
        Assert.True(differences.Count == 0, string.Join('\n', differences.Order(StringComparer.Ordinal)));
    }

    private static string? Compare(string daemon, Parameter parameter, string value)
    {
        using var postfix = new StandAloneDaemon();
        string[] arguments = daemon is "pipe" or "spawn" ? ["user=nobody", "argv=/bin/true"] : [];
        var logged = postfix.Start(daemon, $"{Base}\n{parameter.Name} = {value}", arguments);
        var fatal = logged.FirstOrDefault(line => line.StartsWith("fatal: ", StringComparison.Ordinal) && !line.Contains("Application error", StringComparison.Ordinal));
        var findings = CheckedParameters.In(CheckedParameters.Configuration($"{Base}\n{parameter.Name} = {value}", $"x unix - - n - - {daemon}\n"))
            .Where(finding => finding.Rule.Code is not ("MK5403" or "MK5404")).ToArray();
        var ours = findings.FirstOrDefault(finding => finding.Message.Contains(parameter.Name, StringComparison.Ordinal));
        var expected = ours is null ? "none" : ours.Severity == Severity.Error ? "fatal" : "warning";
        var bad = ValueCheck.Find(parameter, value, PostfixVersion.Postfix37);
        if (expected == "fatal" && bad?.Outcome == WordOutcome.FatalInUse && fatal is null) return null;
        if (expected == "fatal" ? fatal is not null && (bad is null || fatal == "fatal: " + bad.PostfixMessage) : fatal is null) return null;
        return $"{daemon} {parameter.Name} = {value}: {ours?.ToString() ?? "no finding"}, but {daemon} logs {fatal ?? "nothing"}";
    }

    private static IEnumerable<string> DaemonsOf(Parameter parameter) =>
        parameter.IsReadByEveryProgram ? ["scache"] : Daemons.Where(parameter.Programs.Contains);

    private static IEnumerable<string> BadValues(Parameter parameter)
    {
        switch (parameter.Kind)
        {
            case ParameterKind.Boolean:
                return ["yess", ""];
            case ParameterKind.Integer or ParameterKind.Size:
                return ["10M", .. Outside(parameter, "")];
            case ParameterKind.Time:
                return ["5 minutes", .. Outside(parameter, "s")];
            case ParameterKind.Word or ParameterKind.Words:
                return ["bogus"];
            case ParameterKind.Level or ParameterKind.Feedback:
                return ["bogus"];
            default:
                return parameter.Minimum > 0 ? [""] : [];
        }
    }

    private static IEnumerable<string> Outside(Parameter parameter, string unit)
    {
        if (parameter.Minimum > 0) yield return (parameter.Minimum - 1).ToString(CultureInfo.InvariantCulture) + unit;
        if (parameter.Maximum > 0) yield return (parameter.Maximum + 1).ToString(CultureInfo.InvariantCulture) + unit;
    }
}
