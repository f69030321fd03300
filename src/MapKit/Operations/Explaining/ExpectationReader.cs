namespace MapKit.Operations.Explaining;

/// <summary>
/// Reads expectations: lines <c>FORMAT ADDRESS [from SENDER] [host NAME] -&gt; RESULT</c>, and lines <c>use FORMAT TABLE...</c>, which say
/// which tables the lines below are asked of. Empty lines and those that begin with <c>#</c> are none.
/// </summary>
/// <param name="path">The file, for messages; tables with a relative path are beside it.</param>
public sealed class ExpectationReader(string path)
{
    private const string Arrow = "->";

    private readonly Dictionary<string, IReadOnlyList<string>> _tables = [];

    /// <summary>Reads all lines.</summary>
    /// <param name="lines">The lines.</param>
    /// <exception cref="FormatException">A line is none of these; the message begins with its place.</exception>
    public IReadOnlyList<Expectation> Read(IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var expectations = new List<Expectation>();
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            var text = line.Trim();
            if (text.Length == 0 || text[0] == '#') continue;
            if (Words(text) is ["use", .. var use]) Use(number, use);
            else expectations.Add(Read(number, text));
        }

        return expectations;
    }

    private Expectation Read(int line, string text)
    {
        var arrow = text.IndexOf($" {Arrow}", StringComparison.Ordinal);
        if (arrow < 0) throw Bad(line, $"expected FORMAT ADDRESS {Arrow} RESULT, as in: transport user@example.com {Arrow} smtp:[relay.example.com]:587");
        var expected = text[(arrow + 1 + Arrow.Length)..].Trim();
        if (expected.Length == 0) throw Bad(line, $"nothing follows {Arrow}; what is not to be there is {Expectation.NotFound}");
        var words = Words(text[..arrow]);
        if (words.Count < 2 || words.Count % 2 != 0) throw Bad(line, $"expected FORMAT ADDRESS [from SENDER] [host NAME] before {Arrow}");
        var expectation = new Expectation(line, NameOf(line, words[0]), words[1], expected) { Tables = _tables.GetValueOrDefault(words[0], []) };
        for (var index = 2; index < words.Count; index += 2)
        {
            expectation = words[index] switch
            {
                "from" => expectation with { Sender = words[index + 1] },
                "host" => expectation with { Host = words[index + 1] },
                _ => throw Bad(line, $"{words[index]}: only from SENDER and host NAME may follow the address"),
            };
        }

        if (expectation.Name == "plain" && expectation.Tables.Count == 0) throw Bad(line, "no parameter has plain tables: write a line use plain TABLE before it");
        return expectation;
    }

    private void Use(int line, List<string> words)
    {
        if (words.Count < 2) throw Bad(line, "expected use FORMAT TABLE..., as in: use transport source:transport");
        var name = NameOf(line, words[0]);
        if (name == ExplainOperation.Delivery) throw Bad(line, "delivery asks the tables of the configuration");
        _tables[name] = [.. words.Skip(1).Select(table => TableOf(line, table))];
    }

    private string NameOf(int line, string name) =>
        ExplainOperation.Names.Contains(name) ? name : throw Bad(line, $"{name} is none of {string.Join(", ", ExplainOperation.Names)}");

    private string TableOf(int line, string table)
    {
        var colon = table.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0) throw Bad(line, $"{table}: expected type:name, or source:FILE for a source");
        var (type, name) = (table[..colon], table[(colon + 1)..]);
        var isFile = type is SourceTable.TypeName or "texthash" or "regexp" or "pcre" or "cidr" || Maps.MapTypes.TryParse(type, out _);
        return isFile && !name.StartsWith('{') && !Path.IsPathRooted(name) ? $"{type}:{Path.Combine(Path.GetDirectoryName(path) ?? "", name)}" : table;
    }

    /// <summary>The words of a line; quotes and braces protect blanks and stay.</summary>
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var start = -1;
        var inQuotes = false;
        var braces = 0;
        for (var index = 0; index <= text.Length; index++)
        {
            var atEnd = index == text.Length || (char.IsWhiteSpace(text[index]) && !inQuotes && braces == 0);
            if (atEnd)
            {
                if (start >= 0) words.Add(text[start..index]);
                start = -1;
                continue;
            }

            if (start < 0) start = index;
            if (text[index] == '"') inQuotes = !inQuotes;
            if (inQuotes) continue;
            if (text[index] == '{') braces++;
            if (text[index] == '}') braces--;
        }

        return words;
    }

    private FormatException Bad(int line, string problem) => new($"{path}:{line}: {problem}");
}
