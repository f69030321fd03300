using System.Globalization;
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

/// <summary>
/// Mail under random configurations: what explain says beside what a real Postfix does. The seed is printed and taken from MAPKIT_SEED; for
/// more, MAPKIT_ADDRESSES is the number of configurations.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed class ExplainedRandomDeliveryTests(ITestOutputHelper output)
{
    private const int MailsOfOneConfiguration = 12;

    [RootFact("postconf", "postfix")]
    [Trait("Category", "Random")]
    public void Mail_is_delivered_as_explained_under_any_configuration()
    {
        var random = RandomAddresses.Seeded(output).Random;
        for (var configurations = RandomAddresses.Count(2); configurations > 0; configurations--) Compare(new RandomDeliveries(random));
    }

    private void Compare(RandomDeliveries deliveries)
    {
        using var sink = new MailSink();
        using var postfix = new PostfixInstance();
        var port = LoopbackPort.Free();
        var folder = postfix.ConfigurationFolder;
        deliveries.Make($"[127.0.0.1]:{sink.Port.ToString(CultureInfo.InvariantCulture)}");
        foreach (var (name, source) in deliveries.Tables) postfix.WriteTable(name, source.Replace("DIR", folder, StringComparison.Ordinal));
        var settings = $"""
            myhostname = mx.local.example
            myorigin = local.example
            local_recipient_maps =
            mynetworks = static:all
            smtpd_relay_restrictions = permit_mynetworks, reject
            notify_classes =
            smtp_helo_name = smtp
            {deliveries.Settings.Replace("DIR", folder, StringComparison.Ordinal)}
            """;
        string Option(string program) => deliveries.Options.TryGetValue(program, out var option) ? $"-o {option}" : "";
        string Transport(string name) => $"{name} unix - - n - - smtp -o smtp_helo_name={name}";
        postfix.Configure(
            settings,
            "anvil unix - - n - 1 anvil", $"127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)} inet n - n - - smtpd -o cleanup_service_name=cleaner",
            $"cleaner unix n - n - 0 cleanup {Option("cleanup")}", $"rewriter unix - - n - - trivial-rewrite {Option("trivial-rewrite")}",
            $"local2 unix - n n - - local {Option("local")}",
            Transport("one"), Transport("two"), Transport("relayed"), Transport("mailbox"));
        postfix.Start();
        output.WriteLine(settings);
        foreach (var (name, source) in deliveries.Tables) output.WriteLine($"{name}:\n{source}");
        var configuration = PostfixConfiguration.Load(folder, new MainConfigurationOptions { Warnings = new DiagnosticList(), Version = PostfixVersion.Postfix37 });
        var options = new ExplainOptions { Lookup = new LookupOptions { Warnings = new DiagnosticList(), Version = PostfixVersion.Postfix37 } };
        for (var count = 0; count < MailsOfOneConfiguration; count++)
        {
            var (recipient, sender) = deliveries.Mail();
            var explanation = ExplainOperation.Delivery(configuration, recipient, options with { Sender = sender });
            if (explanation.Outcome == ExplainOutcome.Trouble) continue;
            var theirs = DeliveredMail.Send(postfix, sink, port, sender, recipient, static _ => { });
            var ours = DeliveredMail.AsExplained(explanation);
            Assert.True(ours == theirs, $"{recipient} from <{sender}>\nsaid:\n{ours}\nis:\n{theirs}");
        }
    }
}
