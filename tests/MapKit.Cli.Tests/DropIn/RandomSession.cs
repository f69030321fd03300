using System.Text;
using MapKit.Tests.Differential;

namespace MapKit.Cli.Tests.DropIn;

/// <summary>Runs of one tool over one table, the same for the same seed: sources, options, modes, keys, input.</summary>
internal sealed class RandomSession
{
    private static readonly string[] Types = ["hash", "hash", "btree", "lmdb", "cdb"];
    private static readonly string[] Asked = ["texthash:", "hash:", "btree:", "lmdb:", "cdb:", "inline:{a=b,key=value}", "static:x", "static:{a b}", "unionmap:{static:x,static:y}", "unix:passwd.byname"];
    private static readonly string[] Flags = ["-f", "-r", "-w", "-u", "-o", "-p", "-n", "-N"];
    private static readonly string[] Keys = ["a", "b", "key", "User", "USER", "user@example.com", "Example.COM", "example.com", "*", "none", "@", "a b", "\"a b\"", "x\u00FFy", "\u00C3\u009F", "ss", ""];

    private readonly Random _random;
    private readonly bool _aliases;
    private readonly List<Step> _steps = [];

    private RandomSession(Random random)
    {
        _random = random;
        _aliases = random.Next(3) == 0;
        Tool = _aliases ? "postalias" : "postmap";
        Type = Types[random.Next(Types.Length)];
        Utf8 = random.Next(4) != 0;
        Source = MakeSource();
        var count = random.Next(3, 9);
        for (var i = 0; i < count; i++) _steps.Add(MakeStep());
    }

    /// <summary>One run: words after the program, and input. <c>TABLE</c> in a word stands for the path of the table.</summary>
    public sealed record Step(IReadOnlyList<string> Words, byte[] Input, bool Changes)
    {
        /// <summary>For messages.</summary>
        public override string ToString() => $"{string.Join(' ', Words.Select(word => $"'{word}'"))} < {Encoding.Latin1.GetString(Input).Replace("\n", "\\n", StringComparison.Ordinal)}";
    }

    /// <summary>The tool.</summary>
    public string Tool { get; }

    /// <summary>The map type.</summary>
    public string Type { get; }

    /// <summary>Whether main.cf turns UTF-8 mode on.</summary>
    public bool Utf8 { get; }

    /// <summary>The source, one character a byte.</summary>
    public string Source { get; }

    /// <summary>The runs, in order.</summary>
    public IReadOnlyList<Step> Steps => _steps;

    /// <summary>Makes a session.</summary>
    public static RandomSession Make(int seed) => new(new Random(seed));

    private Step MakeStep() => _random.Next(10) switch
    {
        0 or 1 => new([.. Options(), $"{Type}:TABLE"], [], true),
        2 or 3 => new(["-i", .. Options(), $"{Type}:TABLE"], Bytes(MakeSource()), true),
        4 => new([.. Options(), "-d", Key(), $"{Type}:TABLE"], [], true),
        5 => new(["-d", "-", .. Options(), $"{Type}:TABLE"], KeyInput(), true),
        6 => new([.. Options(), "-q", Key(), .. OperandTables()], [], false),
        7 or 8 => new([.. Options(), "-q", "-", .. OperandTables()], KeyInput(), false),
        _ => new(["-s", .. Options(), $"{Type}:TABLE"], [], false),
    };

    private List<string> OperandTables()
    {
        var tables = new List<string>();
        do
        {
            var table = _random.Next(2) == 0 ? $"{Type}:" : Asked[_random.Next(Asked.Length)];
            tables.Add(table.EndsWith(':') ? table + "TABLE" : table);
        }
        while (_random.Next(4) == 0);
        return tables;
    }

    private List<string> Options() => _random.Next(2) == 0 ? [] : [.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Flags[_random.Next(Flags.Length)])];

    private string Key() => Keys[_random.Next(Keys.Length)];

    private byte[] KeyInput() => Bytes(string.Join('\n', Enumerable.Range(0, _random.Next(1, 6)).Select(_ => Key())) + (_random.Next(3) == 0 ? "" : "\n"));

    /// <summary>Without NUL, with which 3.7 has its own ways (see RandomSourceTests).</summary>
    private string MakeSource() => RandomSource.Make(_random, _aliases).Replace("\0", "", StringComparison.Ordinal);

    private static byte[] Bytes(string latin1) => Encoding.Latin1.GetBytes(latin1);
}
