using System.Globalization;
using System.Text;

namespace MapKit.Cli.Tests.Scenario;

/// <summary>Configurations that send mail round in every way, and mails for them; the same for the same seed.</summary>
/// <param name="random">What decides.</param>
internal sealed class RandomDeliveries(Random random)
{
    private static readonly string[] Names = ["ann", "bob", "team", "list", "ghost", "info", "Ann", "postmaster", "owner-team"];
    private static readonly string[] Domains = ["local.example", "second.example", "valias.example", "relay.example", "away.example", "sub.away.example", "other.example"];

    private readonly StringBuilder _settings = new();

    /// <summary>The tables of the configuration: name and source, each read with <c>texthash:</c>.</summary>
    public List<(string Name, string Source)> Tables { get; } = [];

    /// <summary>Options of the services that a master.cf is to have: cleanup, trivial-rewrite and local.</summary>
    public Dictionary<string, string> Options { get; } = [];

    /// <summary>The lines of main.cf; DIR is the folder of the tables.</summary>
    public string Settings => _settings.ToString();

    /// <summary>Makes a configuration.</summary>
    /// <param name="hop">Where every transport ends.</param>
    public void Make(string hop)
    {
        Set("mydestination", "local.example, second.example");
        Set("virtual_alias_domains", "valias.example");
        Set("relay_domains", "relay.example");
        Set("relay_transport", "relayed");
        Set("relayhost", hop);
        Set("local_transport", "local2:$myhostname");
        Set("rewrite_service_name", "rewriter");
        Set("mailbox_transport", $"mailbox:{hop}");
        if (Chance(70)) Set("recipient_delimiter", Pick("+", "-", "+-"));
        if (Chance(30)) Set("owner_request_special", "no");
        if (Chance(50)) Set("propagate_unmatched_extensions", Pick("", "canonical, virtual, alias, include", "virtual", "alias, generic"));
        if (Chance(30)) Set("swap_bangpath", "no");
        if (Chance(20)) Set("append_dot_mydomain", "yes");
        Table("virtual_alias_maps", 70, Key, () => string.Join(", ", Several(Address)));
        Table("canonical_maps", 40, Key, Address);
        Table("sender_canonical_maps", 20, Key, Address);
        Table("recipient_canonical_maps", 30, Key, Address);
        Table("alias_maps", 80, Name, () => string.Join(", ", Several(Destination)));
        Table("relocated_maps", 30, Key, () => "new@example.net");
        Table("transport_maps", 60, () => Pick(Pick(Domains), "." + Pick(Domains), $"{Name()}@{Pick(Domains)}"), () => Pick($"one:{hop}", $"two:{hop}", ":", "error:5.7.1 not here", "local:"));
        Table("smtp_generic_maps", 40, Key, Address);
        Table("sender_dependent_default_transport_maps", 30, () => Pick("boss@sender.example", "@away.example", "tester@sender.example"), () => Pick($"one:{hop}", "DUNNO"));
        if (Chance(25)) Set("masquerade_domains", "away.example");
        if (Chance(25)) Set("masquerade_classes", Pick("envelope_sender, envelope_recipient", "envelope_recipient"));
        if (Chance(20)) Set("always_bcc", "archive@other.example");
        if (Chance(20)) Set("local_recipient_maps", "$alias_maps, inline:{ann=x, @second.example=x}");
        if (Chance(10)) Set("receive_override_options", "no_address_mappings");
        if (Chance(20)) Options["cleanup"] = Pick("recipient_delimiter=", "virtual_alias_maps=", "myorigin=second.example");
        if (Chance(20)) Options["trivial-rewrite"] = Pick("transport_maps=", "append_dot_mydomain=yes", "mydestination=local.example");
        if (Chance(20)) Options["local"] = Pick("alias_maps=", "recipient_delimiter=-", "expand_owner_alias=yes");
        Tables.Add(("members", string.Concat(Several(Address).Select(address => $"{address}\n"))));
    }

    /// <summary>A mail.</summary>
    public (string Recipient, string Sender) Mail() => (Pick(Address(), Address(), $"{Name()}@{Pick(Domains)}", "site!ann", "ann%away.example@local.example", "postmaster", "@gw.example:bob@away.example"), Pick("tester@sender.example", "boss@sender.example"));

    private string Name() => Chance(30) ? $"{Pick(Names)}{Pick("+", "-")}{Pick("x", "news")}" : Pick(Names);

    private string Address() => Chance(15) ? Name() : $"{Name()}@{Pick(Domains)}";

    private string Key() => Pick(Address(), $"{Name()}@{Pick(Domains)}", $"@{Pick(Domains)}");

    private string Destination() => Chance(15) ? ":include:DIR/members" : Address();

    private List<string> Several(Func<string> one) => [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => one())];

    private void Table(string parameter, int chance, Func<string> key, Func<string> value)
    {
        if (!Chance(chance))
        {
            if (parameter == "alias_maps") Set(parameter, "");
            return;
        }

        var entries = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var count = random.Next(1, 8); count > 0; count--) entries[key()] = value();
        Tables.Add((parameter, string.Concat(entries.Select(entry => $"{entry.Key} {entry.Value}\n"))));
        Set(parameter, $"texthash:DIR/{parameter}");
    }

    private void Set(string parameter, string value) => _settings.Append(CultureInfo.InvariantCulture, $"{parameter} = {value}\n");

    private bool Chance(int percent) => random.Next(100) < percent;

    private string Pick(params string[] choices) => choices[random.Next(choices.Length)];
}
