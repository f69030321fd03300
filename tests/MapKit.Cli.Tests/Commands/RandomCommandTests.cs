using System.CommandLine;
using System.Globalization;
using System.Text;
using MapKit.Cli.Tests.Secrets;

namespace MapKit.Cli.Tests.Commands;

/// <summary>
/// Any verb with any options and operands ends with status 0, 1 or 2, shows no trace and leaves no temporary file. MAPKIT_SEED is where the
/// seeds begin, MAPKIT_SOURCES how many command lines there are.
/// </summary>
public sealed class RandomCommandTests(ITestOutputHelper log) : IDisposable
{
    private static readonly int Count = int.Parse(Environment.GetEnvironmentVariable("MAPKIT_SOURCES") ?? "300", CultureInfo.InvariantCulture);
    private static readonly int FirstSeed = int.Parse(Environment.GetEnvironmentVariable("MAPKIT_SEED") ?? "1", CultureInfo.InvariantCulture);

    private static readonly string[] Words =
    [
        "-", "", "x", "hash", "lmdb", "cdb", "btree", "hash,lmdb", "no-such", "plain", "aliases", "transport", "sasl_passwd", "virtual", "access", "json", "text", "source", "sarif", "github", "first", "last", "error",
        "yes", "no", "both", "internal", "external", "info", "warning", "native", "1M", "0", "user@example.com", "example.com", "[r.example.net]:587", "delivery", "smtp:[r.example.net]", "<>", "\u00FC@example.com", "a#b", "\"q\"@x", "@", "mail.example.com",
    ];

    private static readonly string[] Files =
    [
        "relay_auth", "relay_auth.db", "hash:relay_auth", "routes", "routes.db", "hash:routes", "lmdb:routes", "routes.lmdb", "names", "sasl_passwd", "texthash:text_auth", "mysql-users.cf", "patterns", "pcre:patterns", "expectations", "main.cf", "master.cf",
        "absent", "hash:absent", ".", "broken.db", "hash:broken", "empty", "empty.db", "binary", "links/deep/none", "aliases", "hash:aliases", "out", "out.cdb", "cdb:out",
    ];

    private readonly SecretFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_command_line_ends_with_status_0_1_or_2_and_no_trace()
    {
        var failures = new List<string>();
        for (var seed = FirstSeed; seed < FirstSeed + Count; seed++)
        {
            if ((seed - FirstSeed) % 20 == 0) Prepare(seed);
            var random = new Random(seed);
            var line = CommandLine(random);
            if (Problem(line, random) is { } problem) failures.Add($"MAPKIT_SEED={seed}: {string.Join(' ', line)}: {problem}");
        }

        foreach (var failure in failures) log.WriteLine(failure);
        Assert.Empty(failures);
    }

    private void Prepare(int seed)
    {
        var random = new Random(seed);
        var bytes = new byte[20_000];
        random.NextBytes(bytes);
        File.WriteAllBytes(_folder.File("binary"), bytes);
        _folder.Write("aliases", "root: user\nlist: :include:/absent, \"|true\"\n\"q q\": x\n");
        _folder.Write("routes", "example.com smtp:[r.example.net]:587\nexample.com x\n.x y:z\n");
        _folder.Write("empty", "");
        _folder.Write("empty.db", "");
        _folder.Run("compile", "-t", "hash,lmdb", _folder.File("routes"));
        var map = File.ReadAllBytes(_folder.File("relay_auth.db"));
        for (var i = 0; i < 20; i++) map[random.Next(map.Length)] ^= (byte)random.Next(1, 256);
        File.WriteAllBytes(_folder.File("broken.db"), map);
    }

    private string[] CommandLine(Random random)
    {
        using var environment = new CommandEnvironment(Stream.Null, Stream.Null, Stream.Null, false, false, static _ => null);
        var verbs = Verbs.All.Select(verb => MapkitCommand.CommandOf(verb, environment)).ToArray();
        var verb = verbs[random.Next(verbs.Length)];
        var line = new List<string> { verb.Name };
        foreach (var option in verb.Options.Where(option => option.Name != "--watch" && random.Next(4) == 0))
        {
            line.Add(option.Name);
            if (option.ValueType != typeof(bool)) line.Add(Word(random, option));
        }

        foreach (var argument in verb.Arguments)
        {
            var count = argument.Arity.MaximumNumberOfValues > 1 ? random.Next(3) : random.Next(12) == 0 ? 0 : 1;
            for (var i = 0; i < count; i++) line.Add(Operand(random, argument));
        }

        return [.. line];
    }

    private string Word(Random random, Option option) => option.Name == "--config" ? random.Next(4) == 0 ? _folder.File("links") : _folder.Path : Known(random, option.GetCompletions(System.CommandLine.Completions.CompletionContext.Empty).Select(item => item.Label).ToArray());

    private string Operand(Random random, Argument argument) => Known(random, argument.GetCompletions(System.CommandLine.Completions.CompletionContext.Empty).Select(item => item.Label).ToArray());

    private string Known(Random random, string[] known)
    {
        if (known.Length > 0 && random.Next(8) > 0) return known[random.Next(known.Length)];
        if (random.Next(3) == 0) return Words[random.Next(Words.Length)];
        var file = Files[random.Next(Files.Length)];
        var colon = file.IndexOf(':', StringComparison.Ordinal);
        return file[..(colon + 1)] + _folder.File(file[(colon + 1)..]);
    }

    private string? Problem(string[] line, Random random)
    {
        var run = _folder.Run(Encoding.Latin1.GetBytes("example.com x\n[r.example.net]:587\n\u00FF\n"), terminal: random.Next(2) == 0, line);
        if (run.Status is not (0 or 1 or 2)) return $"status {run.Status}";
        if (run.Error.Contains("bug in MapKit", StringComparison.Ordinal)) return run.Error;
        if (run.Error.Contains("   at ", StringComparison.Ordinal)) return run.Error;
        var leftovers = Directory.GetFiles(_folder.Path).Where(file => Path.GetFileName(file).Contains(".mapkit", StringComparison.Ordinal) || file.EndsWith(".tmp", StringComparison.Ordinal)).ToArray();
        return leftovers.Length == 0 ? null : $"left {string.Join(", ", leftovers)}";
    }
}
