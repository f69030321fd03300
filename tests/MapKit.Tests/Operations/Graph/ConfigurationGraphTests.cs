using MapKit.Operations.Graph;
using MapKit.Tests.Delivery;

namespace MapKit.Tests.Operations.Graph;

/// <summary>The picture of a configuration.</summary>
public class ConfigurationGraphTests
{
    [Fact]
    public void A_domain_has_its_class_and_its_route()
    {
        using var folder = new DeliveryFolder("virtual_mailbox_domains = box.example ;; virtual_alias_domains = alias.example ;; relay_domains = relay.example ;; transport_maps = inline:{far.example=smtp:[mx.far.example]:26}");
        var graph = folder.Graph();
        Assert.Equal(
            """
            local domains "2 domains" > transport local "mx.example.com"
            virtual alias domain "alias.example" > bounced "5.1.1 User unknown in virtual alias table"
            virtual mailbox domain "box.example" > transport virtual "the domain itself"
            relay domain "relay.example" > transport relay "the domain itself"
            default domain "far.example" > transport smtp "[mx.far.example]:26"
            default domain "every other domain" > transport smtp "the domain itself"

            """,
            GraphText.Of(graph));
    }

    [Fact]
    public void Domains_with_the_same_answer_are_one_node()
    {
        using var folder = new DeliveryFolder("relay_domains = a.example b.example c.example d.example e.example f.example ;; relayhost = [hub.example]");
        var node = Assert.Single(folder.Graph().Nodes, node => node.Caption == "relay domains");
        Assert.Equal("6 domains", node.Title);
        Assert.Equal(["a.example", "b.example", "c.example", "d.example", "and 2 more"], node.Details);
        Assert.Equal(["relay:[hub.example]"], node.Routes);
    }

    [Fact]
    public void Answers_beyond_the_limit_are_counted()
    {
        using var folder = new DeliveryFolder($"relay_domains = {string.Join(' ', Enumerable.Range(0, 50).Select(number => $"d{number}.example"))} ;; transport_maps = inline:{{{string.Join(", ", Enumerable.Range(0, 50).Select(number => $"d{number}.example=smtp:[mx{number}.example]"))}}}");
        var graph = folder.Graph(new GraphOptions { Limit = 10 });
        var more = Assert.Single(graph.Nodes, node => node.Kind == GraphNodeKind.More);
        Assert.Equal("42 more domains", more.Title);
        Assert.Contains("42 domains with 42 other answers are not shown (--limit); --address shows the way of one address", graph.Notes);
        Assert.Equal(10, graph.Nodes.Count(node => node.Kind == GraphNodeKind.Domain));
    }

    [Fact]
    public void A_long_table_is_read_up_to_a_limit()
    {
        using var folder = new DeliveryFolder("relay_domains = texthash:DIR/domains");
        folder.Write("domains", string.Concat(Enumerable.Range(0, 100).Select(number => $"d{number}.example x\n")));
        var graph = folder.Graph(new GraphOptions { MaximumNames = 30 });
        Assert.Contains(graph.Nodes, node => node.Title == "30 domains");
        Assert.Contains("relay_domains has more than 30 names; the picture is made of 30 of them", graph.Notes);
    }

    [Fact]
    public void An_alias_leads_to_the_domains_of_its_addresses()
    {
        using var folder = new DeliveryFolder("virtual_alias_maps = texthash:DIR/virtual ;; virtual_alias_domains = alias.example ;; transport_maps = inline:{far.example=smtp:[mx.far.example]}");
        folder.Write("virtual", "both@alias.example  one@far.example, two@elsewhere.example\n");
        var graph = folder.Graph();
        var alias = Assert.Single(graph.Nodes, node => node.Caption == "virtual alias");
        Assert.Equal(["→ one@far.example", "→ two@elsewhere.example"], alias.Details);
        Assert.Equal(["far.example", "every other domain"], graph.Edges.Where(edge => edge.From == alias.Id).Select(edge => graph.Nodes.First(node => node.Id == edge.To).Title));
        Assert.All(graph.Edges.Where(edge => edge.From == alias.Id), edge => Assert.Equal(1, edge.Place!.Place.Line));
    }

    [Fact]
    public void The_alias_of_a_whole_domain_is_one_node()
    {
        using var folder = new DeliveryFolder("virtual_alias_maps = inline:{@alias.example=@far.example} ;; virtual_alias_domains = alias.example");
        var alias = Assert.Single(folder.Graph().Nodes, node => node.Caption == "virtual alias, whole domain");
        Assert.Equal(("*@alias.example", "→ *@far.example"), (alias.Title, Assert.Single(alias.Details)));
    }

    [Fact]
    public void A_loop_of_aliases_is_marked()
    {
        using var folder = new DeliveryFolder("virtual_alias_maps = inline:{a@v.example=b@v.example, b@v.example=c@v.example, c@v.example=a@v.example, into@v.example=a@v.example} ;; virtual_alias_domains = v.example");
        var graph = folder.Graph();
        Assert.True(graph.HasLoop);
        Assert.Equal(["a@v.example b@v.example", "b@v.example c@v.example", "c@v.example a@v.example"], GraphText.Loops(graph));
    }

    [Fact]
    public void An_address_among_its_own_results_is_no_loop()
    {
        using var folder = new DeliveryFolder("virtual_alias_maps = inline:{{a@v.example=a@v.example, b@v.example}, b@v.example=a@v.example} ;; virtual_mailbox_domains = v.example");
        var graph = folder.Graph();
        Assert.False(graph.HasLoop);
        Assert.Contains(graph.Nodes, node => node.Title == "a@v.example" && node.Details.Contains("is also delivered itself"));
    }

    [Fact]
    public void A_loop_of_local_aliases_is_marked()
    {
        using var folder = new DeliveryFolder("alias_maps = texthash:DIR/aliases");
        folder.Write("aliases", "ping pong\npong ping\nother ping\n");
        Assert.Equal(["ping pong", "pong ping"], GraphText.Loops(folder.Graph()));
    }

    [Fact]
    public void Credentials_are_found_or_not_and_never_shown()
    {
        using var folder = new DeliveryFolder("smtp_sasl_auth_enable = yes ;; smtp_sasl_password_maps = inline:{[in.example]=joe:s3cret} ;; transport_maps = inline:{in.example=smtp:[in.example], out.example=smtp:[out.example]}");
        var graph = folder.Graph();
        Assert.Equal(["logs in as joe"], Assert.Single(graph.Nodes, node => node.Title == "[in.example]").Details);
        Assert.Equal(["no credentials found"], Assert.Single(graph.Nodes, node => node.Title == "[out.example]").Details);
        Assert.DoesNotContain("s3cret", GraphText.Of(graph) + string.Join(' ', graph.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Aliases_with_the_same_way_are_one_node_if_there_are_many()
    {
        using var folder = new DeliveryFolder("virtual_alias_maps = texthash:DIR/virtual ;; virtual_alias_domains = v.example");
        folder.Write("virtual", string.Concat(Enumerable.Range(0, 60).Select(number => $"u{number}@v.example  u{number}@far.example\n")) + "loop@v.example round@v.example\nround@v.example loop@v.example\n");
        var graph = folder.Graph();
        Assert.Contains(graph.Nodes, node => node.Title == "60 addresses of v.example" && node.Details[^1] == "and 56 more");
        Assert.Equal(["loop@v.example round@v.example", "round@v.example loop@v.example"], GraphText.Loops(graph));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_long_circle_or_chain_of_aliases_is_drawn_in_little_time(bool isCircle)
    {
        using var folder = new DeliveryFolder("virtual_alias_domains = a.example ;; virtual_alias_maps = texthash:DIR/virtual");
        const int Length = 1500;
        folder.Write("virtual", string.Concat(Enumerable.Range(0, Length).Select(number => $"u{number}@a.example u{(number + 1) % (isCircle ? Length : int.MaxValue)}@a.example\n")));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var graph = folder.Graph();
        Assert.NotEmpty(graph.Nodes);

        // It was more than an hour; a machine may be ten times as busy as usual.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), watch.Elapsed.ToString());
    }

    [Fact]
    public void Domains_that_only_hidden_addresses_lead_to_are_hidden()
    {
        using var folder = new DeliveryFolder("virtual_alias_domains = a.example ;; virtual_alias_maps = texthash:DIR/virtual ;; transport_maps = texthash:DIR/transport");
        folder.Write("virtual", string.Concat(Enumerable.Range(0, 900).Select(number => $"u{number}@a.example x@d{number}.example\n")));
        folder.Write("transport", string.Concat(Enumerable.Range(0, 900).Select(number => $"d{number}.example smtp:[mx{number}.example]\n")));
        var graph = folder.Graph();
        Assert.True(MapKit.Operations.Graph.Writing.MermaidWriter.IsDrawn(graph, MapKit.Operations.Graph.Writing.MermaidWriter.Write(graph)), $"{graph.Edges.Count} edges");
        Assert.True(graph.Nodes.Count(node => node.Kind == GraphNodeKind.Domain) <= 2 * new GraphOptions().Limit);
        Assert.Contains(graph.Notes, note => note.Contains("answers for domains, to which only addresses lead that are not shown", StringComparison.Ordinal));
    }

    [Fact]
    public void An_answer_that_the_client_tries_again_is_deferred()
    {
        using var folder = new DeliveryFolder("virtual_alias_domains = a.example ;; virtual_alias_maps = hash:DIR/missing");
        var graph = GraphOperation.Addresses([("x@a.example", folder.Explain("x@a.example"))]);
        Assert.DoesNotContain(graph.Nodes, node => node.Caption == "bounced" && node.Title.StartsWith('4'));
        Assert.Contains(graph.Nodes, node => node.Caption == "deferred" && node.Title.StartsWith("451", StringComparison.Ordinal));
    }

    [Fact]
    public void What_cannot_be_listed_is_a_note()
    {
        using var folder = new DeliveryFolder("transport_maps = regexp:DIR/patterns, mysql:DIR/none.cf ;; relay_domains = mysql:DIR/none.cf");
        folder.Write("patterns", "/^x/ smtp:[x.example]\n");
        folder.Write("none.cf", "hosts = localhost\n");
        var notes = folder.Graph().Notes.Select(note => note.Replace(folder.Path, "DIR", StringComparison.Ordinal)).ToArray();
        Assert.Contains("transport_maps: regexp:DIR/patterns cannot list its keys; --address shows what it does with an address", notes);
        Assert.Contains("relay_domains: mysql:DIR/none.cf cannot list its domains", notes);
    }

    [Fact]
    public void A_picture_is_the_same_each_time()
    {
        using var folder = new DeliveryFolder("virtual_alias_maps = inline:{a@v.example=b@v.example, b@v.example=c@w.example} ;; virtual_alias_domains = v.example ;; relay_domains = w.example x.example");
        Assert.Equal(GraphText.Of(folder.Graph()), GraphText.Of(folder.Graph()));
    }
}
