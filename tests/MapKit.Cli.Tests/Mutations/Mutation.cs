namespace MapKit.Cli.Tests.Mutations;

/// <summary>One change of one file.</summary>
/// <param name="File">The file.</param>
/// <param name="Text">Its new text.</param>
/// <param name="Description">What was done.</param>
internal sealed record Mutation(string File, string Text, string Description)
{
    private const string Marks = "=,:;/\\\"'{}$#!. x0|@[]()*~-\t\n";

    private static readonly string[] Types = ["hash", "btree", "lmdb", "regexp", "pcre", "cidr", "texthash", "static", "inline", "proxy:hash", "hsah", "Hash", "mysql", ""];

    private static readonly string[] Values =
    [
        "", "yes", "no", "yess", "5 minutes", "5m", "-1", "0", "99999999999", "nosuch", "hash", "$nosuch", "${x", "a, b", "192.0.2.1/33", "[::1", "hash:/nosuch/table", "smtp:", "1x",
        "permit", "reject", "all", "static:x", "user@example.com", "\"quoted\"", "<none>", "TLSv1.9", "local", "/nosuch/file", "127.0.0.1:1",
    ];

    /// <summary>Changes one file of a configuration.</summary>
    /// <param name="random">Decides which and how.</param>
    /// <param name="configuration">The configuration.</param>
    public static Mutation Create(Random random, GoodConfiguration configuration)
    {
        var tables = configuration.Files.Keys.Where(name => !name.EndsWith(".cf", StringComparison.Ordinal)).ToArray();
        var file = random.Next(10) switch { < 5 => "main.cf", < 7 => "master.cf", _ => tables[random.Next(tables.Length)] };
        var before = configuration.Files[file];
        while (true)
        {
            var after = Change(random, file, before, out var name);
            if (after != before) return new Mutation(file, after, $"{name} in {file}: {Difference(before, after)}");
        }
    }

    private static string Change(Random random, string file, string text, out string name)
    {
        var place = random.Next(text.Length);
        switch (random.Next(12))
        {
            case 0:
                name = "character dropped";
                return text.Remove(place, 1);
            case 1:
                name = "character doubled";
                return text.Insert(place, text[place].ToString());
            case 2 when place + 1 < text.Length:
                name = "characters swapped";
                return string.Concat(text.AsSpan(0, place), text.AsSpan(place + 1, 1), text.AsSpan(place, 1), text.AsSpan(place + 2));
            case 3:
                name = "character replaced";
                return text.Remove(place, 1).Insert(place, Marks[random.Next(Marks.Length)].ToString());
            case 4:
                name = "character inserted";
                return text.Insert(place, Marks[random.Next(Marks.Length)].ToString());
            case 5:
                name = "words swapped";
                return Words(random, text, (first, second) => (second, first));
            case 6:
                name = "word replaced";
                return Words(random, text, (_, second) => (second, second));
            case 7:
                name = "word dropped";
                return Words(random, text, (first, second) => ("", second));
            case 8 when file == "main.cf":
                name = "name misspelled";
                return Line(random, text, line => line.IndexOf('=', StringComparison.Ordinal) is var end and > 2 && random.Next(end - 1) is var at ? line.Remove(at, 1) : line);
            case 9 when file.EndsWith(".cf", StringComparison.Ordinal):
                name = "wrong type";
                return Line(random, text, line => line.IndexOf(":/", StringComparison.Ordinal) is var colon and > 0 && line.LastIndexOfAny([' ', '=', ','], colon) is var start and >= 0
                    ? string.Concat(line.AsSpan(0, start + 1), Types[random.Next(Types.Length)], line.AsSpan(colon)) : line);
            case 10 when file == "main.cf":
                name = "wrong value";
                return Line(random, text, line => line.IndexOf('=', StringComparison.Ordinal) is var end and > 0 ? line[..(end + 1)] + " " + Values[random.Next(Values.Length)] : line);
            case 11:
                name = "line dropped";
                return Line(random, text, line => "");
            default:
                name = "none";
                return text;
        }
    }

    private static string Line(Random random, string text, Func<string, string> change)
    {
        var lines = text.Split('\n');
        var index = random.Next(lines.Length);
        lines[index] = change(lines[index]);
        return string.Join('\n', lines);
    }

    private static string Words(Random random, string text, Func<string, string, (string First, string Second)> change)
    {
        var starts = Enumerable.Range(0, text.Length).Where(index => !IsSpace(text[index]) && (index == 0 || IsSpace(text[index - 1]))).ToArray();
        if (starts.Length < 2) return text;
        var index = random.Next(starts.Length - 1);

        // Half of the time neighbours, else any two.
        var other = random.Next(2) == 0 ? index + 1 : random.Next(index + 1, starts.Length);
        var (first, second) = (WordAt(starts[index]), WordAt(starts[other]));
        var (newFirst, newSecond) = change(first, second);
        return text[..starts[index]] + newFirst + text[(starts[index] + first.Length)..starts[other]] + newSecond + text[(starts[other] + second.Length)..];

        string WordAt(int start)
        {
            var end = start;
            while (end < text.Length && !IsSpace(text[end])) end++;
            return text[start..end];
        }
    }

    private static bool IsSpace(char character) => character is ' ' or '\n' or '\t';

    private static string Difference(string before, string after)
    {
        var (old, changed) = (before.Split('\n'), after.Split('\n'));
        var start = 0;
        while (start < old.Length && start < changed.Length && old[start] == changed[start]) start++;
        var end = 0;
        while (end < old.Length - start && end < changed.Length - start && old[^(end + 1)] == changed[^(end + 1)]) end++;
        return $"line {start + 1}\n  - {string.Join("\n  - ", old[start..^end])}\n  + {string.Join("\n  + ", changed[start..^end])}";
    }
}
