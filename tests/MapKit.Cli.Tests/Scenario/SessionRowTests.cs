using System.Runtime.Versioning;
using MapKit.Configuration;
using MapKit.Delivery;
using MapKit.Diagnostics;
using MapKit.Lookup;
using MapKit.Operations.Explain;
using MapKit.Postfix;
using MapKit.Tests.Peers;
using PostfixConfiguration = MapKit.Configuration.PostfixConfiguration;

namespace MapKit.Cli.Tests.Scenario;

/// <summary>The reply to each row of sessions: what explain says, and what smtpd(8) answers.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class SessionRowTests(ITestOutputHelper output)
{
    [Fact]
    public void Explain_gives_the_reply_of_each_row()
    {
        using var folder = new TemporaryFolder();
        var wrong = new List<string>();
        var services = SessionRow.All.Select((row, index) => ServiceOf(row, 10_000 + index));
        folder.Write("main.cf", "compatibility_level = 3.6\n" + SessionRow.Base + "\n");
        folder.Write("master.cf", "rewrite unix - - n - - trivial-rewrite\n" + string.Join('\n', services) + "\n");
        var configuration = Read(folder.Path);
        for (var index = 0; index < SessionRow.All.Count; index++)
        {
            var row = SessionRow.All[index];
            var explanation = Explain(configuration, row, 10_000 + index);
            if (explanation.Results is not [var reply] || reply != row.Reply) wrong.Add($"{row.Settings}\n  {row.Session}\n  expected {row.Reply}\n  got      {string.Join(", ", explanation.Results)}");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [RootFact("postconf", "postfix")]
    public void Smtpd_gives_the_reply_of_each_row()
    {
        using var logins = new LoginServer();
        using var postfix = new PostfixInstance();
        var ports = LoopbackPort.Free(SessionRow.All.Count);
        var services = SessionRow.All.Select((row, index) => ServiceOf(row, ports[index]));
        var own = $"inet_protocols = all\nsmtpd_authorized_xclient_hosts = 127.0.0.1\nsmtpd_sasl_type = dovecot\nsmtpd_sasl_path = {logins.Path}";
        postfix.Configure($"{SessionRow.Base}\n{own}", ["discard unix - - n - - discard", "anvil unix - - n - 1 anvil", .. services]);
        postfix.Start();
        var wrong = new List<string>();
        for (var index = 0; index < ports.Length; index++)
        {
            var row = SessionRow.All[index];
            var reply = SmtpdAnswer.Of(ports[index], SessionOf(row, ports[index]).Session!, _ => { });
            if (reply != row.Reply) wrong.Add($"{row.Settings}\n  {row.Session}\n  expected {row.Reply}\n  Postfix  {reply}");
        }

        if (wrong.Count > 0) output.WriteLine(postfix.Log);
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static PostfixConfiguration Read(string folder) => PostfixConfiguration.Load(folder, new MainConfigurationOptions { Warnings = new DiagnosticList(), Version = PostfixVersion.Postfix37 });

    private static Explanation Explain(PostfixConfiguration configuration, SessionRow row, int port) =>
        SessionOf(row, port).Explain(configuration, new ExplainOptions { Lookup = LookupOptions.From(configuration) with { Version = PostfixVersion.Postfix37 } });

    private static Expectation SessionOf(SessionRow row, int port)
    {
        var reader = new ExpectationReader("rows");
        var expectations = reader.Read([$"session service=127.0.0.1:{port} {row.Session} -> {row.Reply}"]);
        Assert.Empty(reader.Problems);
        return Assert.Single(expectations);
    }

    private static string ServiceOf(SessionRow row, int port) =>
        string.Join("\n  ", [$"127.0.0.1:{port} inet n - n - - smtpd", .. row.Settings.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(setting => $"-o {{ {setting} }}")]);
}
