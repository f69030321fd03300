using System.Globalization;
using System.Text;
using MapKit.Configuration;
using MapKit.Diagnostics;
using MapKit.Tests.Peers;
using PostfixConfiguration = MapKit.Configuration.PostfixConfiguration;

namespace MapKit.Tests.Configuration;

/// <summary><c>postconf -M</c>, <c>-P</c> and <c>-Px</c> over random files and the one that Debian installs: the same services, overrides and values. MAPKIT_SOURCES sets how many.</summary>
public class MasterConfigurationPeerTests(ITestOutputHelper log)
{
    private static readonly string[] Spaces = [" ", "\t", "   ", " \t "];
    private static readonly string[] Breaks = ["\n ", "\n\t", "\n# comment -o\n  ", "\n\n  ", "\n   # comment\n "];

    // Those of the second row name those of the first, so that none names itself.
    private static readonly string[] NamedParameters = ["biff", "relayhost"];
    private static readonly string[] Parameters = ["transport_maps", "my_own", "mynetworks", "syslog_name"];
    private static readonly string[] PlainValues = ["", "no", "x", "a$$b", "[::1]:25", "$service_name"];
    private static readonly string[] Values =
    [
        "", "no", "x", "hash:/x,cdb:/y", "$relayhost", "a$$b", "${relayhost?yes}", "${relayhost:no}", "$service_name", "postfix/$process_name", "${undefined}",
        "=", "a=b", "[::1]:25", "static:all",
    ];

    private static readonly string[] SpacedValues =
        ["a b", "hash:/x, cdb:/y", "${relayhost?{a b}:{c d}}", "${{$biff} == {no} ? {eq} : {ne}}", " x ", "inline:{a=b, c=d}", "$canonical_maps $canonical_maps"];

    private static readonly int Seed = int.Parse(
        Environment.GetEnvironmentVariable("MAPKIT_SEED") ?? DateTime.UtcNow.DayOfYear.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static readonly int Rounds = int.Parse(Environment.GetEnvironmentVariable("MAPKIT_SOURCES") ?? "3", CultureInfo.InvariantCulture);

    [PeerFact("postconf")]
    [Trait(Category.Name, Category.Random)]
    public void Postconf_shows_the_same_services_and_overrides_of_random_files()
    {
        log.WriteLine($"MAPKIT_SEED={Seed}");
        var random = new Random(Seed);
        using var folder = new TemporaryFolder();
        for (var round = 0; round < Rounds; round++) Compare(folder, RandomMaster(random));
    }

    [PeerFact("postconf")]
    public void Postconf_shows_the_same_services_of_the_file_that_Debian_installs()
    {
        if (!File.Exists("/etc/postfix/master.cf")) return;
        using var folder = new TemporaryFolder();
        Compare(folder, File.ReadAllText("/etc/postfix/master.cf"));
    }

    private static void Compare(TemporaryFolder folder, string master)
    {
        ConfigurationPeer.Write(folder.Path, "compatibility_level = 3.6\nmyhostname = host.example.com\nrelayhost = main\ncanonical_maps = $relayhost $biff\n");
        File.WriteAllText(folder.File("master.cf"), master);
        var findings = new DiagnosticList();
        var configuration = PostfixConfiguration.Load(folder.Path, new MainConfigurationOptions { Warnings = findings, Version = ConfigurationPeer.Version });
        Assert.Empty(findings);

        Assert.Equal(Postconf(folder, "-M"), Collapsed(configuration.Services.Select(Shown)));
        var overrides = configuration.Services.Select(service => (Service: service, Names: service.Overrides.Select(setting => setting.Name).Distinct().Order(StringComparer.Ordinal)));
        Assert.Equal(
            Postconf(folder, "-P"),
            Collapsed(overrides.SelectMany(of => of.Names, (of, name) => $"{of.Service}/{name} = {configuration.Find(name, of.Service)!.Value}")));
        Assert.Equal(
            Postconf(folder, "-Px"),
            Collapsed(overrides.SelectMany(of => of.Names, (of, name) => $"{of.Service}/{name} = {configuration.Get(name, of.Service)}")));
    }

    private static string Postconf(TemporaryFolder folder, string option)
    {
        var peer = ConfigurationPeer.Run("postconf", "-c", folder.Path, option);
        Assert.True(peer.ExitCode == 0, $"{option}: {peer.Error}\n{File.ReadAllText(folder.File("master.cf"))}");
        return Collapsed(peer.Output);
    }

    /// <summary>Its columns are for people, and so is where it sets blanks.</summary>
    private static string Collapsed(string lines) => Collapsed(lines.Split('\n', StringSplitOptions.RemoveEmptyEntries));

    private static string Collapsed(IEnumerable<string> lines) =>
        string.Join('\n', lines.Select(line => string.Join(' ', line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries))));

    /// <summary>A service as postconf shows it: <c>{ name = value }</c> as <c>name=value</c>, in braces where blanks are in it.</summary>
    private static string Shown(MasterService service)
    {
        var text = new StringBuilder(string.Join(' ', service.Fields.Select(field => field.Text)));
        var overrides = new Queue<Setting>(service.Overrides);
        var isOption = true;
        for (var index = 0; index < service.Arguments.Count; index++)
        {
            var value = service.Arguments[index].Value;
            var isFirst = isOption;
            isOption &= value.StartsWith('-') && value != "--";

            // It forgets the braces of the first argument that is no option.
            text.Append(' ').Append(isOption && value == "-vo" ? "-v -o" : isFirst ? value : Braced(value));
            if (!isOption || !value.EndsWith('o') || overrides.Count == 0) continue;
            index++;
            var setting = overrides.Dequeue();
            text.Append(' ').Append(Braced($"{setting.Name}={setting.Value}"));
        }

        return text.ToString();
    }

    private static string Braced(string value) => value.AsSpan().ContainsAny(" \t\r\n") ? $"{{{value}}}" : value;

    private static string RandomMaster(Random random)
    {
        var text = new StringBuilder("# random\n\n");
        for (var service = 0; service < 12; service++)
        {
            var fields = new[] { $"service{service}", Pick("unix", "inet", "fifo", "pass", "unix-dgram"), "n", Pick("-", "y", "n"), Pick("-", "n"), Pick("-", "60", "1000?"), Pick("-", "0", "7"), Pick("smtp", "smtpd", "/usr/lib/pipe") };
            text.Append(string.Join(Pick(Spaces), fields));
            for (var count = random.Next(6); count > 0; count--) text.Append(Space()).Append(Argument());
            text.Append(random.Next(4) == 0 ? " \n" : "\n");
            if (random.Next(4) == 0) text.Append("\n# between\n");
        }

        return text.ToString();

        string Pick(params string[] choices) => choices[random.Next(choices.Length)];
        string Space() => random.Next(3) == 0 ? Pick(Breaks) : Pick(Spaces);
        string Argument() => random.Next(9) switch
        {
            0 => "-v",
            1 => Pick("-D", "-vv"),
            2 => "-vo" + Space() + Plain(),
            3 => Pick("{ a b }", "{x}", "flags=DRX", "user=nobody", "argv=/bin/true", "${sender}"),
            4 or 5 => "-o" + Space() + "{" + Space() + Pick(Parameters) + Pick("=", " = ", "= ") + Pick(SpacedValues) + Space() + "}",
            6 => "-o" + Space() + "{" + Plain() + "}",
            _ => "-o" + Space() + Plain(),
        };
        string Plain() => random.Next(2) == 0 ? Pick(NamedParameters) + "=" + Pick(PlainValues) : Pick(Parameters) + "=" + Pick(Values);
    }
}
