using System.Text;

namespace MapKit.Tests.Lookup;

/// <summary>Names of tables, nested, many of them with mistakes; the same for the same seed.</summary>
internal sealed class RandomSpecification(Random random, string folder)
{
    private static readonly string[] Keys =
    [
        "a", "A", "b", "Key", "key", "root", "ROOT", "user@example.com", "User@Example.COM", "stra\u00DFe", "STRASSE", "\u00C5", "\u00E5", "x y", "\"x y\"",
        "\"X Y\"", "a=b", "\\a", "adm", "\u0130x", "\uFFFD",
    ];

    private static readonly string[] Values = ["v", "a", "b", "B", "Key", "value", "smtp:[example.com]:25", "\u00C5", "\u0141", "root", "x", "=", "a=b", "\"", "\\"];

    private static readonly string[] Junk = ["{", "}", ",", " ", "=", ":", "\"", "\\", "\t", "\n", "#", "{}", "\v", "}{", "''", "\u00E9", "\u0001"];

    private static readonly string[] IndexedTypes = ["hash", "btree", "lmdb", "cdb"];

    private static readonly string[] Spaces = ["", "", "", " ", "\t", " \t", "\n"];

    /// <summary>Keys to ask for, one character a byte.</summary>
    public static IEnumerable<string> Questions { get; } =
    [
        .. Keys.Select(key => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(key))), "\u00FF", "nul", "bad", "none", "\u00C3\u0028", "v", "x", "y",
    ];

    /// <summary>Makes a specification.</summary>
    public string Make()
    {
        var text = Table(3);

        // A randmap must go on giving one answer.
        var mistakes = random.Next(3) == 0 && !text.Contains("randmap", StringComparison.Ordinal) ? random.Next(1, 3) : 0;
        for (; mistakes > 0; mistakes--) text = Spoil(text);
        return text.Contains(':', StringComparison.Ordinal) ? text : "static:" + text;
    }

    private string Table(int depth) => random.Next(depth > 0 ? 14 : 9) switch
    {
        0 or 1 => Inline(),
        2 => "static:" + Pick(Values),
        3 => "static:{" + Pick(Spaces) + Pick(Values) + " " + Pick(Values) + Pick(Spaces) + "}",
        4 => "randmap:{" + (Pick(Values) is var value && random.Next(2) == 0 ? value : value + ", " + value) + "}",
        5 => Indexed(Pick(IndexedTypes)),
        6 => Pick(["internal:x", "fail:x", "fail:{oh no}", "foo:x", "unix:passwd.byname", "unix:group.byname", "unix:x", "inline:x", "debug:static:x", "sqlite:x"]),
        7 => "texthash:" + Path.Combine(folder, Pick(["text", "text", "nothing"])),
        8 => Inline(),
        9 or 10 or 11 => "unionmap:" + Members(depth),
        _ => "pipemap:" + Members(depth),
    };

    // Hash and btree share their suffix: half of the btrees are none.
    private string Indexed(string type) =>
        type + ":" + Path.Combine(type == "btree" && random.Next(2) == 0 ? Path.Combine(folder, type) : folder, Pick(["nul", "none", "mixed", "missing"]));

    private string Members(int depth)
    {
        var text = new StringBuilder("{");
        for (var count = random.Next(1, 4); count > 0; count--)
        {
            text.Append(Pick(Spaces));
            var member = Table(depth - 1);

            // A table whose name has blanks must be in braces, which then are part of its name.
            text.Append(member).Append(Pick([",", ", ", " "]));
        }

        return text.Append('}').ToString();
    }

    private string Inline()
    {
        var text = new StringBuilder("inline:{");
        for (var count = random.Next(1, 5); count > 0; count--)
        {
            text.Append(Pick(Spaces));
            var pair = Pick(Keys) + Pick(["=", "=", "=", " = ", ""]) + (random.Next(8) == 0 ? "" : Pick(Values));
            text.Append(random.Next(2) == 0 ? "{" + Pick(Spaces) + pair + Pick(Spaces) + "}" : pair).Append(Pick([",", ", ", " "]));
        }

        return text.Append('}').ToString();
    }

    private string Spoil(string text)
    {
        var position = random.Next(text.Length + 1);
        if (random.Next(2) == 0 || position == text.Length) return text.Insert(position, Pick(Junk));
        return char.IsSurrogate(text[position]) ? text : text.Remove(position, 1);
    }

    private string Pick(string[] from) => from[random.Next(from.Length)];
}
