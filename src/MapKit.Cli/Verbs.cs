using MapKit.Cli.Commands;
using MapKit.Cli.Commands.CrossCheck;
using MapKit.Cli.Commands.Migrate;
using MapKit.Cli.Commands.PostgreSql;

namespace MapKit.Cli;

/// <summary>All verbs, in the order of the help.</summary>
internal static class Verbs
{
    private const string Build = "Build";
    private const string Inspect = "Inspect";
    private const string Check = "Check";
    private const string Edit = "Edit";
    private const string Explain = "Explain";
    private const string Hosts = "Hosts";

    /// <summary>Every verb.</summary>
    public static IReadOnlyList<Verb> All { get; } =
    [
        new("compile", Build, "source to map: hash, btree, lmdb or cdb", CompileCommand.Create,
            ("mapkit compile /etc/postfix/transport", "write the map of the type that main.cf gives the table"),
            ("mapkit compile -t lmdb --check transport", "exit status 1 if the map would change; write nothing"),
            ("mapkit compile -t hash,lmdb virtual", "two maps, for hosts with and without Berkeley DB")),
        new("convert", Build, "map to a map of another type, without its source", ConvertCommand.Create,
            ("mapkit convert virtual.db virtual.lmdb", "the same records as lmdb"),
            ("mapkit convert aliases.db cdb:/etc/aliases", "write /etc/aliases.cdb")),
        new("migrate", Build, "move a configuration off Berkeley DB", MigrateCommand.Create,
            ("mapkit migrate", "show what would be done for /etc/postfix; change nothing"),
            ("mapkit migrate --apply --reload", "do it, and let Postfix read the new configuration"),
            ("mapkit migrate --rollback --reload", "restore all that it changed")),
        new("query", Inspect, "look up keys, exactly as postmap -q does", QueryCommand.Create,
            ("mapkit query example.com hash:/etc/postfix/transport", "print the value; exit status 1 if there is none"),
            ("mapkit query - virtual.db < keys", "look up every key of standard input")),
        new("dump", Inspect, "print the records of a map, or the source they came from", DumpCommand.Create,
            ("mapkit dump virtual.db", "every key and value"),
            ("mapkit dump --as source virtual.db > virtual", "a source that compiles to the same records")),
        new("info", Inspect, "what a map file is: type, pages, records, who wrote it", InfoCommand.Create,
            ("mapkit info aliases.db", "describe the file")),
        new("diff", Inspect, "compare two tables key by key, sources or maps", DiffCommand.Create,
            ("mapkit diff transport transport.db", "what the map lacks of its source"),
            ("mapkit diff old/virtual.db virtual.lmdb", "two maps of any types")),
        new("lint", Check, "mistakes in the configuration and its tables", LintCommand.Create,
            ("mapkit lint", "check /etc/postfix: main.cf, master.cf and every table that they name"),
            ("mapkit lint -c . --output-format sarif > lint.sarif", "the configuration of this folder, for a CI system"),
            ("mapkit lint transport sasl_passwd", "two sources, also against each other")),
        new("status", Check, "the tables of main.cf, and whether their maps are current", StatusCommand.Create,
            ("mapkit status", "list every table and what to do"),
            ("mapkit status --fix --dry-run", "show what --fix would compile"),
            ("mapkit status --fix", "compile every source whose map is not current")),
        new("verify", Check, "every page of a map, and its records against its source", VerifyCommand.Create,
            ("mapkit verify hash:/etc/postfix/virtual", "check the map and compare it with its source"),
            ("mapkit verify --salvage rescued aliases.db", "write what can still be read to a new source")),
        new("crosscheck", Check, "compile with MapKit and with Postfix, and compare", CrossCheckCommand.Create,
            ("mapkit crosscheck transport", "both programs build a map in a scratch folder")),
        new("test", Check, "check expected answers, line by line", TestCommand.Create,
            ("mapkit test routes.expect", "exit status 1 if an answer differs")),
        new("rule", Check, "what a finding such as MK2101 means, and what to do", RuleCommand.Create,
            ("mapkit rule MK2101", "what the rule finds, what Postfix does, an example and the remedy"),
            ("mapkit rule", "list every rule")),
        new("set", Edit, "set the value of a key in a source", SetCommand.Create,
            ("mapkit set transport example.com smtp:[relay.example]", "change the entry, or append one"),
            ("mapkit set --dry-run --diff virtual joe@example.com joe", "show what would change"),
            ("mapkit set sasl_passwd '[relay.example]:587' - < credentials", "keep the password off the command line")) { Overview = "change, remove or rename the entry of a key" },
        new("unset", Edit, "remove a key from a source", UnsetCommand.Create,
            ("mapkit unset transport example.com", "remove every entry of the key")) { SharesLine = true },
        new("rename", Edit, "give the entry of a key another key", RenameCommand.Create,
            ("mapkit rename virtual joe@example.com jane@example.com", "the value stays")) { SharesLine = true },
        new("fmt", Edit, "align the values of a source", FmtCommand.Create,
            ("mapkit fmt --check transport virtual", "exit status 1 if a source is not aligned"),
            ("mapkit fmt --dry-run --diff transport", "show what would change")),
        new("explain", Explain, "every lookup Postfix makes for an address, and the result", ExplainCommand.Create,
            ("mapkit explain delivery joe@example.com", "where a message for joe@example.com goes, and why"),
            ("mapkit explain transport joe@example.com hash:transport", "which key of the table answers"),
            ("mapkit explain session --client 192.0.2.1 --from a@example.org --to b@example.com --assume bl.example=yes", "what the SMTP server answers, and which line decides")),
        new("graph", Explain, "where mail goes, as a picture", GraphCommand.Create,
            ("mapkit graph -o mail.html", "a page with every domain, its route and every alias"),
            ("mapkit graph --address joe@example.com --output-format svg > joe.svg", "the way of one address"),
            ("mapkit graph --output-format mermaid", "text that wikis and forges show as a picture")),
        new("publish", Hosts, "tables to PostgreSQL, for Postfix or other hosts", PublishCommand.Create,
            ("mapkit publish --init --to postgresql://db.example/mail", "create the tables and roles of MapKit, once"),
            ("mapkit publish -c /etc/postfix --to service=mail", "publish every table of the configuration, if one has changed"),
            ("mapkit publish --rollback 41 --to service=mail", "publish the content of generation 41 again")) { Overview = "tables for many hosts, in PostgreSQL" },
        new("published", Hosts, "the tables and generations in the database", PublishedCommand.Create,
            ("mapkit published --from service=mail", "list tables, generations, authors and sizes"),
            ("mapkit published transport --from service=mail", "the history of one table")) { SharesLine = true },
        new("pull", Hosts, "the maps of this host from PostgreSQL", PullCommand.Create,
            ("mapkit pull --from service=mail", "make the maps that main.cf names current"),
            ("mapkit pull --watch --from service=mail", "keep them current, as a service"),
            ("mapkit pull --check --from service=mail", "exit status 1 if a map would change")) { SharesLine = true },
        new("fleet", Hosts, "which host has which generation", FleetCommand.Create,
            ("mapkit fleet --from service=mail", "every host, and how far it is behind"),
            ("mapkit fleet --max-lag 10m --from service=mail", "exit status 1 if a host lacks a generation for longer")) { SharesLine = true },
    ];

    /// <summary>Verbs for shells and packages, which the help does not list.</summary>
    private static readonly Verb[] Unlisted =
    [
        new("completion", "", "the script that completes command lines in a shell", CompletionCommand.Create, ("mapkit completion bash > /usr/share/bash-completion/completions/mapkit", "install it for all users")),
        new("complete", "", "what the scripts of completion call", CompletionCommand.CreateAnswer, ("mapkit complete -- comp", "print compile")),
        new("manual", "", "write the manual pages, for packages", ManualCommand.Create, ("mapkit manual /usr/share/man", "write man1/mapkit.1 and the others")),
    ];

    /// <summary>The names of all verbs that a user types.</summary>
    public static IEnumerable<string> Names => Described.Select(verb => verb.Name);

    /// <summary>The verbs that have a manual page: all but the one that only scripts call.</summary>
    public static IEnumerable<Verb> Described => [.. All, .. Unlisted.Where(verb => verb.Name != "complete")];

    /// <summary>The verb of a name, or null.</summary>
    public static Verb? ByName(string name)
    {
        foreach (var verb in All)
        {
            if (verb.Name == name) return verb;
        }

        return Array.Find(Unlisted, verb => verb.Name == name);
    }
}
