using System.Globalization;
using MapKit.Delivery.Searching;
using MapKit.Lookup.Patterns;

namespace MapKit.Operations.Explain;

/// <summary>
/// Reads expectations: lines <c>FORMAT ADDRESS [from SENDER] [host NAME] -&gt; RESULT</c>, and lines <c>use FORMAT TABLE...</c>, which say
/// which tables the lines below are asked of. Empty lines and those that begin with <c>#</c> are none. Quotes and braces protect whitespace
/// and arrows, and stay.
/// </summary>
/// <param name="path">The file, for messages; tables with a relative path are beside it.</param>
internal sealed class ExpectationReader(string path)
{
    private const string Arrow = "->";
    private const string UserWord = "user ";

    private readonly Dictionary<string, IReadOnlyList<string>> _tables = [];
    private readonly List<string> _problems = [];

    /// <summary>The lines that are none of these; each begins with its place: <c>path:line:column:</c>.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Reads all lines.</summary>
    /// <param name="lines">The lines.</param>
    public IReadOnlyList<Expectation> Read(IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var expectations = new List<Expectation>();
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            if (line.AsSpan().Trim() is not [not '#', ..]) continue;
            try
            {
                var words = Words(line);
                if (words[0].Text == "use") Use(words);
                else expectations.Add(Read(line, words, number));
            }
            catch (BadLineException bad)
            {
                _problems.Add(string.Create(CultureInfo.InvariantCulture, $"{path}:{number}:{bad.Column}: {bad.Message}"));
            }
        }

        return expectations;
    }

    private Expectation Read(string text, List<Word> words, int line)
    {
        var arrow = words.FindIndex(word => word.Text.StartsWith(Arrow, StringComparison.Ordinal));
        if (arrow < 0) throw new BadLineException(words[0], $"expected FORMAT ADDRESS {Arrow} RESULT, as in: transport user@example.com {Arrow} smtp:[relay.example.com]:587");
        var expected = text[(words[arrow].Column - 1 + Arrow.Length)..].Trim();
        if (expected.Length == 0) throw new BadLineException(words[arrow], $"nothing follows {Arrow}; write {Expectation.NotFound} for no result");
        if (arrow < 2 || arrow % 2 != 0) throw new BadLineException(words[arrow], $"expected FORMAT ADDRESS [from SENDER] [host NAME] before {Arrow}");
        var name = NameOf(words[0]);
        var expectation = new Expectation(line, name, words[1].Text, expected) { Tables = _tables.GetValueOrDefault(name, []) };
        for (var index = 2; index < arrow; index += 2)
        {
            expectation = words[index].Text switch
            {
                "from" => expectation with { Sender = words[index + 1].Text },
                "host" => expectation with { Host = words[index + 1].Text },
                _ => throw new BadLineException(words[index], $"{words[index].Text}: only from SENDER and host NAME may follow the address"),
            };
        }

        if (name == "plain" && expectation.Tables.Count == 0) throw new BadLineException(words[0], "no parameter uses plain tables: write a line use plain TABLE before it");

        // What stands here instead may well be a password, which no report is to show.
        if (name == "sasl_passwd" && expected != Expectation.NotFound && !expected.StartsWith(UserWord, StringComparison.Ordinal))
            throw new BadLineException(words[arrow], $"expected {Arrow} user NAME, or {Arrow} {Expectation.NotFound}: passwords are not compared");
        return expectation;
    }

    private void Use(List<Word> words)
    {
        if (words.Count < 3) throw new BadLineException(words[0], "expected use FORMAT TABLE..., as in: use transport source:transport");
        var name = NameOf(words[1]);
        if (name == ExplainOperation.DeliveryName) throw new BadLineException(words[1], "delivery uses the tables of the configuration; give no table");
        _tables[name] = [.. words.Skip(2).Select(TableOf)];
    }

    private static string NameOf(Word word) =>
        ExplainOperation.Names.Contains(word.Text) ? word.Text : throw new BadLineException(word, $"{word.Text} is not one of {string.Join(", ", ExplainOperation.Names)}");

    /// <summary>The table of a word: a relative path is beside the file.</summary>
    private string TableOf(Word word)
    {
        var table = word.Text;
        var colon = table.IndexOf(':', StringComparison.Ordinal);
        if (colon == 0 || colon == table.Length - 1) throw new BadLineException(word, $"{table}: expected [type:]name, or source:FILE for a source");
        var (type, name) = colon < 0 ? ("", table) : (table[..(colon + 1)], table[(colon + 1)..]);
        var isFile = type is "" or $"{SourceTable.TypeName}:" or "texthash:" || RuleTableTypes.ByName(type.TrimEnd(':')) is not null || Maps.MapTypes.TryParse(type.TrimEnd(':'), out _);
        return isFile && !name.StartsWith('{') && !Path.IsPathRooted(name) ? type + Path.Combine(Path.GetDirectoryName(path) ?? "", name) : table;
    }

    /// <summary>The words of a line.</summary>
    private static List<Word> Words(string text)
    {
        var words = new List<Word>();
        var start = -1;
        var inQuotes = false;
        var braces = 0;
        for (var index = 0; index <= text.Length; index++)
        {
            var atEnd = index == text.Length || (char.IsWhiteSpace(text[index]) && !inQuotes && braces == 0);
            if (atEnd)
            {
                if (start >= 0) words.Add(new Word(text[start..index], start + 1));
                start = -1;
                continue;
            }

            if (start < 0) start = index;
            if (text[index] == '\\' && inQuotes) index++;
            else if (text[index] == '"') inQuotes = !inQuotes;
            else if (!inQuotes && text[index] == '{') braces++;
            else if (!inQuotes && text[index] == '}') braces--;
        }

        return words;
    }

    /// <summary>A word and its column, from 1.</summary>
    private sealed record Word(string Text, int Column);

    /// <summary>A line that is none of those that are known.</summary>
    private sealed class BadLineException(Word word, string message) : Exception(message)
    {
        public int Column => word.Column;
    }
}
