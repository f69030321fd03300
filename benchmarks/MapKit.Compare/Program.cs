using System.CommandLine;
using MapKit.Compare;

var mapkit = new Option<string>("--mapkit") { Description = "Our native command", Required = true };
var empty = new Option<string>("--empty") { Description = "A native program that does nothing", Required = true };
var runs = new Option<int>("--runs") { Description = "Runs of each, after a warm-up", DefaultValueFactory = _ => 5 };
var rounds = new Option<int>("--rounds") { Description = "How often all of it is measured; what is shown is the worst round of each", DefaultValueFactory = _ => 1 };
var entries = new Option<int?>("--entries") { Description = "Entries of the table (1,000,000); with --scale the most (10,000,000)" };
var seed = new Option<int>("--seed") { Description = "Another number, another table", DefaultValueFactory = _ => 20261124 };
var only = new Option<string?>("--only") { Description = "Names of work, separated by commas, such as compile-hash,query-lmdb,library" };
var scale = new Option<bool>("--scale") { Description = "Compile tables of a thousand to ten million entries instead" };
var peerAll = new Option<bool>("--peer-all") { Description = "The peer compiles the largest tables too, which takes it many minutes" };
var output = new Option<string>("--output") { Description = "Folder for JSON, chart and page", DefaultValueFactory = _ => "docs" };
var work = new Option<string>("--work") { Description = "Folder for tables and maps, on the disk to be measured", DefaultValueFactory = _ => Path.GetTempPath() };

var command = new RootCommand("Measures mapkit and Postfix's tools in turn.") { mapkit, empty, runs, rounds, entries, seed, only, scale, peerAll, output, work };
command.SetAction(arguments =>
{
    var isScale = arguments.GetValue(scale);
    return Measurements.Run(new CompareOptions
    {
        Mapkit = Path.GetFullPath(arguments.GetRequiredValue(mapkit)),
        Empty = Path.GetFullPath(arguments.GetRequiredValue(empty)),
        Runs = Math.Max(arguments.GetValue(runs), 1),
        Rounds = Math.Max(arguments.GetValue(rounds), 1),
        Entries = arguments.GetValue(entries) ?? (isScale ? TransportTable.MostEntries : 1_000_000),
        Seed = arguments.GetValue(seed),
        Only = arguments.GetValue(only)?.Split(',') ?? [],
        Scale = isScale,
        PeerAll = arguments.GetValue(peerAll),
        Output = arguments.GetRequiredValue(output),
        Work = arguments.GetRequiredValue(work),
    }, "benchmarks/compare.sh " + string.Join(' ', args.Skip(4)));
});
return command.Parse(args).Invoke();
