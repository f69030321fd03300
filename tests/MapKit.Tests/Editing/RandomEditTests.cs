using System.Text;
using CsCheck;
using MapKit.Editing;
using MapKit.Entries;
using MapKit.Tests.Differential;
using MapKit.Tests.Entries;

namespace MapKit.Tests.Editing;

/// <summary>Edits of sources made of what parsers trip over. What the document says is checked with the parser that compile uses.</summary>
[Trait(Category.Name, Category.Random)]
public class RandomEditTests
{
    private const int Samples = 3000;

    private static readonly Gen<(string Text, SourceSyntax Syntax, int Choice)> Cases =
        Gen.Select(Gen.Int[0, int.MaxValue - 1], Gen.Bool, Gen.Int[0, 1000])
            .Select((seed, aliases, choice) => (RandomSource.Make(new Random(seed), aliases), aliases ? SourceSyntax.Aliases : SourceSyntax.Postmap, choice));

    private static readonly string[] Texts = ["new", "x, y", "#x", "a # b", "\"|cmd x\"", "(c) d", ":include:/x", "\u00c3\u009f", "[h]:25", "a  b", "a\\", "\"a", "(a"];

    private static readonly Gen<string> Values = Gen.Int[0, Texts.Length - 1].Select(index => Texts[index]);

    [Fact]
    public void Set_then_unset_of_a_new_key_gives_the_bytes_back() => Gen.Select(Cases, Values).Sample(
        (test, value) =>
        {
            var document = Documents.Of(test.Text, test.Syntax);
            if (document.Find("fresh"u8) is not null || !TrySet(document, "fresh", value)) return;
            Assert.Equal(1, document.Remove("fresh"));
            Assert.Equal(test.Text, document.Text());
        },
        iter: Samples);

    /// <summary>Ten thousand entries with comments, continuations, blank lines and either end of line, and any key that is not among them.</summary>
    [Fact]
    [Trait(Category.Name, Category.Slow)]
    public void Set_then_unset_in_a_table_of_ten_thousand_commented_entries_gives_the_bytes_back() => Gen.Select(Gen.Int[0, int.MaxValue - 1], Gen.String[Gen.Char.AlphaNumeric, 1, 12], Values).Sample(
        (seed, key, value) =>
        {
            var random = new Random(seed);
            var end = random.Next(4) == 0 ? "\r\n" : "\n";
            var text = string.Concat(Enumerable.Range(0, 10_000).Select(number => random.Next(5) switch
            {
                0 => $"# customer {number}{end}",
                1 => end,
                2 => $"d{number}.example.com{end}\tsmtp:[r{number}.example.net]{end}",
                _ => "",
            } + $"e{number}.example.com{(random.Next(2) == 0 ? "\t" : "   ")}smtp:{end}"));
            if (random.Next(3) == 0) text = text[..^end.Length]; // no end of line at the end
            var document = Documents.Of(text);
            if (!TrySet(document, $"new-{key}", value)) return;
            Assert.NotEqual(text, document.Text());
            Assert.Equal(1, document.Remove($"new-{key}"));
            Assert.Equal(text, document.Text());
        },
        iter: 30);

    [Fact]
    public void Setting_an_entry_does_not_change_the_others() => Gen.Select(Cases, Values).Sample(
        (test, value) =>
        {
            var document = Documents.Of(test.Text, test.Syntax);
            if (document.Entries.Count == 0) return;
            var key = Encoding.Latin1.GetString(document.Entries[test.Choice % document.Entries.Count].Key.Span);
            var changed = document.Find(Documents.Bytes(key))!;
            var index = Enumerable.Range(0, document.Entries.Count).First(i => document.Entries[i] == changed);
            var before = ReadEntries.Of(test.Text, test.Syntax);
            var lines = NonEntryLines(test.Text);
            if (!TrySet(document, key, value)) return;

            var after = ReadEntries.Of(document.Text(), test.Syntax);
            before.Entries[index] = after.Entries[index];
            Assert.Equal(before.Entries, after.Entries);

            // A NUL may have stood in a line of the old value.
            Assert.Equal(before.Diagnostics.Select(finding => finding.Rule.Code).Where(code => code != "MK1006"), after.Diagnostics.Select(finding => finding.Rule.Code).Where(code => code != "MK1006"));
            Assert.Equal(lines, NonEntryLines(document.Text()));
            Assert.Equal(changed.Key.ToArray(), document.Find(Documents.Bytes(key))!.Key.ToArray());
        },
        iter: Samples);

    [Fact]
    public void Removing_an_entry_does_not_change_the_others() => Cases.Sample(
        test =>
        {
            var document = Documents.Of(test.Text, test.Syntax);
            if (document.Entries.Count == 0) return;
            var key = document.Entries[test.Choice % document.Entries.Count].Key.ToArray();
            var gone = document.FindAll(key);
            var left = ReadEntries.Of(test.Text, test.Syntax).Entries.Where((_, i) => !gone.Contains(document.Entries[i])).ToArray();
            var lines = NonEntryLines(test.Text);
            document.Remove(key);
            Assert.Equal(left, ReadEntries.Of(document.Text(), test.Syntax).Entries);
            Assert.Equal(lines, NonEntryLines(document.Text()));
            Assert.Null(document.Find(key));
        },
        iter: Samples);

    [Fact]
    public void Renaming_an_entry_does_not_change_its_value_or_the_others() => Cases.Sample(
        test =>
        {
            var document = Documents.Of(test.Text, test.Syntax);
            if (document.Entries.Count == 0) return;
            var index = test.Choice % document.Entries.Count;
            var (key, value) = (document.Entries[index].Key.ToArray(), document.Entries[index].Value.ToArray());
            var before = ReadEntries.Of(test.Text, test.Syntax).Entries;
            var lines = NonEntryLines(test.Text);
            try
            {
                document.Rename(key, "fresh"u8);
            }
            catch (TableEditException)
            {
                Assert.Equal(test.Text, document.Text());
                return;
            }

            var after = ReadEntries.Of(document.Text(), test.Syntax).Entries;
            Assert.Equal(value, document.Entries[index].Value.ToArray());
            before[index] = after[index];
            Assert.Equal(before, after);
            Assert.Equal("fresh"u8.ToArray(), document.Entries[index].Key.ToArray());
            Assert.Equal(lines, NonEntryLines(document.Text()));
        },
        iter: Samples);

    [Fact]
    public void Aligning_keeps_entries_and_comments_and_is_idempotent() => Cases.Sample(
        test =>
        {
            var document = Documents.Of(test.Text, test.Syntax);
            var before = ReadEntries.Of(test.Text, test.Syntax);
            document.AlignColumns();
            var after = ReadEntries.Of(document.Text(), test.Syntax);
            Assert.Equal(before.Entries, after.Entries);
            Assert.Equal(before.Diagnostics.Select(finding => finding.Rule), after.Diagnostics.Select(finding => finding.Rule));
            Assert.Equal(NonEntryLines(test.Text), NonEntryLines(document.Text()));
            Assert.Equal(test.Text.Count(character => character == '\n') + (test.Text is [.., not '\n'] ? 1 : 0), document.Text().Count(character => character == '\n'));
            Assert.False(document.AlignColumns());
        },
        iter: Samples);

    /// <summary>False where the value cannot be written, and then nothing may have changed.</summary>
    private static bool TrySet(TableDocument document, string key, string value)
    {
        var before = document.Text();
        try
        {
            document.Set(key, value);
            return true;
        }
        catch (TableEditException)
        {
            Assert.Equal(before, document.Text());
            return false;
        }
    }

    /// <summary>Blank lines and comments, in their order. The last line of a source may gain or lose its end, and of that a CR is a part.</summary>
    private static string[] NonEntryLines(string text)
    {
        string[] lines = [.. text.Split('\n')[..^(text is "" or [.., '\n'] ? 1 : 0)].Where(line => line.TrimStart(' ', '\t', '\v', '\f', '\r') is "" or ['#', ..])];
        if (lines.Length > 0) lines[^1] = lines[^1].TrimEnd('\r');
        return lines;
    }
}
