namespace MapKit.Tests.Differential;

/// <summary>Sources made of the pieces that parsers trip over, the same for the same seed.</summary>
public static class RandomSource
{
    private static readonly string[] Common =
    [
        "a", "b", "key", "User", "user@example.com", "Example.COM", ".example.com", "@example.com", "*", "smtp:[relay.example.net]:587",
        "value", "x,y", "ok", "1.2.3.4", "[::1]", "\u00C3\u009F", "\u00C3\u0085", "\u00C4\u00B0", "\u00E2\u0084\u00AA", "\u00CE\u00A3", "\u00F0\u009D\u0092\u00B3",
    ];

    private static readonly string[] Awkward =
    [
        "\"", "\"\"", "\"a b\"", "\"a\\\"b\"", "\\", "\\ ", "\\\\", ":", "::", "#", "# c", ";", ",", "(", ")", "(c)", "(a (b) c", "[", "]", "[a]", "<", ">",
        "<joe@example.com>", "|", "|/bin/cmd arg", "/file", ":include:/list", "!", "%", "@", ".", "'", "$x", "=", "\u007F", "\u0001", "\u00A0", "\u0085",
        "\u00FF", "\u00C3", "\u00ED\u00A0\u0080", "\u00C0\u0080", "\u00EF\u00BB\u00BF", "\0", "\r", "\v", "\f",
    ];

    private static readonly string[] Spaces = [" ", " ", " ", "\t", "  ", " \t ", "\v", "\f", "\r"];

    private static readonly string[] LineEnds = ["\n", "\n", "\n", "\n", "\n", "\r\n", "\n\n", "\n \n", "\n# c\n", "\n  # c\n", "\n "];

    /// <summary>A source in Latin-1, one character a byte.</summary>
    /// <param name="random">The seeded generator.</param>
    /// <param name="aliases">Whether most lines are <c>name: value</c>.</param>
    public static string Make(Random random, bool aliases)
    {
        var text = new System.Text.StringBuilder();
        if (random.Next(10) == 0) text.Append(Pick(random, Spaces)).Append(Pick(random, Common)).Append('\n');
        var lines = random.Next(1, 14);
        for (var i = 0; i < lines; i++)
        {
            if (random.Next(12) == 0) text.Append(Pick(random, ["", " ", "#", "# comment", "  # indented"]));
            else Line(random, aliases, text);
            text.Append(i == lines - 1 && random.Next(3) == 0 ? "" : Pick(random, LineEnds));
        }

        return text.ToString();
    }

    private static void Line(Random random, bool aliases, System.Text.StringBuilder text)
    {
        Words(random, random.Next(aliases ? 3 : 2) + (random.Next(9) == 0 ? 0 : 1), text);
        if (aliases && random.Next(12) != 0) text.Append(random.Next(4) == 0 ? " : " : ": ");
        else text.Append(Pick(random, Spaces));
        Words(random, random.Next(0, 5), text);
    }

    private static void Words(Random random, int count, System.Text.StringBuilder text)
    {
        for (var i = 0; i < count; i++)
        {
            text.Append(Pick(random, random.Next(3) == 0 ? Awkward : Common));
            if (random.Next(2) == 0) text.Append(Pick(random, Spaces));
        }
    }

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];
}
