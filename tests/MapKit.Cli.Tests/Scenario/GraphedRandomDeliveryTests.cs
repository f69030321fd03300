using System.Globalization;
using MapKit.Configuration;
using MapKit.Delivery;
using MapKit.Diagnostics;
using MapKit.Lookup;
using MapKit.Operations.Explain;
using MapKit.Operations.Graph;
using MapKit.Postfix;
using MapKit.Tests;
using MapKit.Tests.Peers;
using PostfixConfiguration = MapKit.Configuration.PostfixConfiguration;

namespace MapKit.Cli.Tests.Scenario;

/// <summary>The pictures of random configurations say what the explanations say.</summary>
public class GraphedRandomDeliveryTests
{
    private const int Mails = 12;

    private static readonly string Services = string.Concat(((string[])["smtp inet n - n - - smtpd", "cleanup unix n - n - 0 cleanup", "rewriter unix - - n - - trivial-rewrite", "qmgr unix n - n 300 1 qmgr", "smtp unix - - n - - smtp", "one unix - - n - - smtp", "two unix - - n - - smtp", "relayed unix - - n - - smtp", "mailbox unix - - n - - smtp", "error unix - - n - - error", "local unix - n n - - local", "local2 unix - n n - - local"]).Select(line => line + "\n"));

    [Fact]
    [Trait(Category.Name, Category.Random)]
    public void The_routes_of_a_picture_are_those_of_the_explanation()
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("MAPKIT_SEED") ?? "22", CultureInfo.InvariantCulture);
        var configurations = int.Parse(Environment.GetEnvironmentVariable("MAPKIT_ADDRESSES") ?? "8", CultureInfo.InvariantCulture);
        for (var number = 0; number < configurations; number++)
        {
            using var folder = new TemporaryFolder();
            var deliveries = new RandomDeliveries(new Random(seed + number));
            deliveries.Make("[hub.example]");
            foreach (var (name, source) in deliveries.Tables) folder.Write(name, source.Replace("DIR", folder.Path, StringComparison.Ordinal));
            folder.Write("main.cf", $"compatibility_level = 3.6\nmyhostname = mx.local.example\ninet_interfaces = loopback-only\nforward_path =\n{deliveries.Settings.Replace("DIR", folder.Path, StringComparison.Ordinal)}\n");
            folder.Write("master.cf", Services);
            var configuration = PostfixConfiguration.Load(folder.Path, new MainConfigurationOptions { Warnings = new DiagnosticList(), Version = PostfixVersion.Postfix37 });
            var options = new ExplainOptions { Lookup = new LookupOptions { Warnings = new DiagnosticList(), Version = PostfixVersion.Postfix37 } };
            for (var count = 0; count < Mails; count++)
            {
                var (recipient, sender) = deliveries.Mail();
                var explanation = ExplainOperation.Delivery(configuration, recipient, options with { Sender = sender });
                var graph = GraphOperation.Explained("delivery", recipient, explanation);
                Assert.True(graph.Routes.ToHashSet().SetEquals(explanation.Results), $"seed {seed + number}: {recipient} from {sender}: picture {string.Join(", ", graph.Routes)}; explanation {string.Join(", ", explanation.Results)}");
                Assert.Equal(Has(explanation.Steps, ExplanationKind.Bounce), graph.Nodes.Any(node => node.Kind == GraphNodeKind.Bounce && node.Caption == "bounced"));
            }

            Compare(configuration, options);
        }
    }

    /// <summary>Every domain of a picture has the class and the route that explain gives an address of it.</summary>
    private static void Compare(PostfixConfiguration configuration, ExplainOptions options)
    {
        var graph = GraphOperation.Configuration(configuration, options, new GraphOptions());
        foreach (var node in graph.Nodes.Where(node => node.Kind == GraphNodeKind.Domain && node.Title != "every other domain"))
        {
            foreach (var domain in node.Details.Prepend(node.Title).Where(text => !text.Contains(' ', StringComparison.Ordinal) && !text.StartsWith('.')))
            {
                var explanation = ExplainOperation.Run(configuration, "transport", $"any-user@{domain}", options);
                var addressClass = explanation.Steps.First(step => step.Kind == ExplanationKind.AddressClass).Facts[0].Value.Replace('-', ' ');
                Assert.StartsWith(addressClass, node.Caption, StringComparison.Ordinal);
                if (node.Routes.Count > 0) Assert.Contains(node.Routes.Single().Replace("the domain itself", domain, StringComparison.Ordinal), explanation.Results);
            }
        }
    }

    private static bool Has(IEnumerable<ExplanationNode> steps, ExplanationKind kind) => steps.Any(step => step.Kind == kind || Has(step.Children, kind));
}
