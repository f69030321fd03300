using System.Globalization;
using MapKit.Delivery.Searching;
using MapKit.Delivery.Smtpd;
using MapKit.Lookup.Patterns;

namespace MapKit.Operations.Explain;

/// <summary>
/// Reads expectations: lines <c>FORMAT ADDRESS [from SENDER] [host NAME] [message FILE] -&gt; RESULT</c> or <c>session client=... from=... to=... -&gt; REPLY</c>, and lines <c>use FORMAT TABLE...</c>, which set
/// the tables for the lines below. Empty lines and those that begin with <c>#</c> are skipped. Quotes and braces protect whitespace
/// and arrows, and are kept.
/// </summary>
/// <param name="path">The file, for messages; tables with a relative path are beside it.</param>
internal sealed class ExpectationReader(string path)
{
    private const string Arrow = "->";
    private const string UserWord = "user ";

    private static readonly string[] SessionFacts = ["client", "helo", "from", "to", "login", "service", "assume", "tls"];

    private readonly Dictionary<string, IReadOnlyList<string>> _tables = [];
    private readonly List<string> _problems = [];

    /// <summary>Messages about other lines; each begins with its place: <c>path:line:column:</c>.</summary>
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
        if (words[0].Text == ExplainOperation.SessionName) return ReadSession(words, arrow, line, expected);
        if (arrow < 2 || arrow % 2 != 0) throw new BadLineException(words[arrow], $"expected FORMAT ADDRESS [from SENDER] [host NAME] [message FILE] before {Arrow}");
        var name = NameOf(words[0]);
        var expectation = new Expectation(line, name, words[1].Text, expected) { Tables = _tables.GetValueOrDefault(name, []) };
        for (var index = 2; index < arrow; index += 2)
        {
            expectation = words[index].Text switch
            {
                "from" => expectation with { Sender = words[index + 1].Text },
                "host" => expectation with { Host = words[index + 1].Text },
                "message" when name == ExplainOperation.DeliveryName => expectation with { MessageFile = BesideFile(words[index + 1].Text) },
                _ => throw new BadLineException(words[index], $"{words[index].Text}: only from SENDER, host NAME and, for delivery, message FILE may follow the address"),
            };
        }

        if (name == "plain" && expectation.Tables.Count == 0) throw new BadLineException(words[0], "no parameter uses plain tables: write a line use plain TABLE before it");

        // The text here may be a password, which no report may show.
        if (name == "sasl_passwd" && expected != Expectation.NotFound && !expected.StartsWith(UserWord, StringComparison.Ordinal))
            throw new BadLineException(words[arrow], $"expected {Arrow} user NAME, or {Arrow} {Expectation.NotFound}: passwords are not compared");
        return expectation;
    }

    private static Expectation ReadSession(List<Word> words, int arrow, int line, string expected)
    {
        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        var assumptions = new List<string>();
        foreach (var word in words[1..arrow])
        {
            var (name, value) = word.Text.Split('=', 2) is [var left, var right] ? (left, right) : (word.Text, "");
            if (!SessionFacts.Contains(name) || (name != "tls" && value.Length == 0 && name is not ("helo" or "from"))) throw new BadLineException(word, $"{word.Text}: a session has {string.Join(", ", SessionFacts)}, each with = and a value, or tls");
            if (name == "assume") assumptions.Add(value);
            else if (!facts.TryAdd(name, value)) throw new BadLineException(word, $"{name} is given twice");
        }

        if (!facts.TryGetValue("from", out var sender) || !facts.TryGetValue("to", out var recipient)) throw new BadLineException(words[0], "a session needs from= and to=, as in: session client=192.0.2.1 from=a@example.org to=b@example.com -> 550");
        try
        {
            var session = SmtpSessionText.Create(facts.GetValueOrDefault("client"), facts.GetValueOrDefault("helo"), sender, recipient, facts.GetValueOrDefault("login"), assumptions) with
            {
                IsEncrypted = facts.ContainsKey("tls"),
                Service = facts.GetValueOrDefault("service"),
            };
            return new Expectation(line, ExplainOperation.SessionName, recipient, expected) { Session = session, SessionText = string.Join(' ', words[1..arrow].Select(word => word.Text)) };
        }
        catch (FormatException exception)
        {
            throw new BadLineException(words[0], exception.Message);
        }
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
        return isFile && !name.StartsWith('{') && !Path.IsPathRooted(name) ? type + BesideFile(name) : table;
    }

    /// <summary>A relative path is beside the file of expectations.</summary>
    private string BesideFile(string name) => Path.Combine(Path.GetDirectoryName(path) ?? "", name);

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
            if (text[index] == '\\' && inQuotes && index + 1 < text.Length) index++;
            else if (text[index] == '"') inQuotes = !inQuotes;
            else if (!inQuotes && text[index] == '{') braces++;
            else if (!inQuotes && text[index] == '}') braces--;
        }

        return words;
    }

    /// <summary>A word and its column, from 1.</summary>
    private sealed record Word(string Text, int Column);

    /// <summary>An invalid line.</summary>
    private sealed class BadLineException(Word word, string message) : Exception(message)
    {
        public int Column => word.Column;
    }
}
