using System.Text;

namespace MapKit.Tests.Differential;

/// <summary>Tables of patterns, and keys for them, made of the pieces that parsers trip over; the same for the same seed. One character a byte.</summary>
internal static class RandomRules
{
    private static readonly string[] Atoms =
    [
        "a", "b", "c", "ab", "(a)", "(b|c)", "(a*)(b)?", ".", "^", "$", "[a-c]", "[^a]", "x{2,3}", "a+", "b?", "\\.", "\\/", "@", "example", "A",
        "[[:alpha:]]", "((a)b)", "\u00C3\u00A9", "\\$", "1", "(x)",
    ];

    private static readonly string[] AwkwardAtoms =
    [
        "(", ")", "[", "]", "*", "+", "{", "a{2,1}", "a{", "|", "\\", "\\(", "(a)\\1", "[[:none:]]", "[b-a]", "(?i)", "(?<n>a)", "\\d", "\\bb", "(?=a)", "\u00E9", "\u00C3", "#", "!", "'",
    ];

    private static readonly string[] Results =
    [
        "ok", "ok", "OK then", "$1", "${1}-$2", "$(1)", "a$$b", "$$", "<$2>", "$1$1", "r\u00C3\u00A9sultat", "REJECT no, $1!", "", "", "$9", "$0", "$x", "${", "$", "${1}{", "$(a", "${}", "$1 $",
        "$x $y ${z}", "$4294967297", "$4294967295", "$99999999999999999999", "$01", "\u00E9",
    ];

    private static readonly string[] Delimiters = ["/", "/", "/", "/", "/", "/", "|", "\"", ",", "#", "\\", "{", "\u00C3", "!"];

    private static readonly string[] Spaces = [" ", " ", "\t", "  ", " \t", "\v", "\r", "\n ", "\n# c\n "];

    private static readonly string[] Addresses =
    [
        "192.0.2.0", "192.0.2.1", "192.0.2.4", "192.0.3.0", "198.51.100.7", "0.0.0.0", "255.255.255.255", "::", "::1", "2001:db8::", "2001:db8::4", "2001:DB8:0:0:1::5",
        "::ffff:192.0.2.1", "::192.0.2.1", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::",
    ];

    private static readonly string[] AwkwardAddresses =
    [
        "192.0.2", "192.0.2.256", "192.0.02.1", "192.0.2.1.", "0xC0.0.2.1", ":::", ":1", "1:", "1::2::3", "12345::", "1:2:3:4:5:6:7::8", "::1%lo", "example.com", "\u00E9", "::1.2.3", "1:2:3:4:5:6:7:1.2.3.4",
        "::1.2.3.4:5", "[", "]", "/", "", "1:0:0:2:0:0:3:4", "fe80::1:0:0:1",
    ];

    private static readonly string[] Lengths = ["0", "1", "8", "16", "24", "30", "31", "32", "33", "64", "96", "97", "127", "128", "129", "255", "256", "257", "99999999999999999999", "3x", "", "-1", "08", "24 "];

    /// <summary>A table.</summary>
    /// <param name="random">The seeded generator.</param>
    /// <param name="type"><c>regexp</c>, <c>pcre</c> or <c>cidr</c>.</param>
    public static string Make(Random random, string type)
    {
        var text = new StringBuilder();
        for (var lines = random.Next(1, 30); lines > 0; lines--)
        {
            switch (random.Next(20))
            {
                case 0: text.Append(Pick(random, ["# comment", "", " ", "  # more", " stray", "endif", "if", "if !", "!", "ifx /a/", "endif x", "endif1", "what", "\0", "if /a/\0"])); break;
                case 1 or 2 or 3: text.Append(Pick(random, ["if", "IF ", "If\t", "if !", "if ! !"])).Append(Condition(random, type)).Append(random.Next(8) == 0 ? " extra" : ""); break;
                case 4 or 5 or 6: text.Append(Pick(random, ["endif", "ENDIF", "Endif ", "endif text", "endif/"])); break;
                default: Rule(random, type, text); break;
            }

            text.Append(random.Next(30) == 0 ? "\0x" : "").Append(random.Next(8) == 0 ? " \r\n" : "\n");
        }

        return text.ToString();
    }

    /// <summary>Keys, without newline or NUL.</summary>
    public static string[] Keys(Random random, string type)
    {
        var keys = new string[random.Next(5, 40)];
        for (var i = 0; i < keys.Length; i++) keys[i] = type == "cidr" ? Address(random) : Text(random);
        return keys;
    }

    private static void Rule(Random random, string type, StringBuilder text)
    {
        text.Append(random.Next(8) == 0 ? Pick(random, ["!", "! ", "!!", "! !"]) : "");
        text.Append(Condition(random, type));
        if (type == "regexp" && random.Next(6) == 0) text.Append('!').Append(Condition(random, type));
        text.Append(Pick(random, Spaces)).Append(Pick(random, Results));
    }

    private static string Condition(Random random, string type) => type == "cidr" ? Network(random) : Expression(random, type);

    private static string Expression(Random random, string type)
    {
        var delimiter = Pick(random, Delimiters);
        var text = new StringBuilder(delimiter);
        for (var atoms = random.Next(0, 4); atoms >= 0; atoms--) text.Append(Pick(random, random.Next(12) == 0 ? AwkwardAtoms : Atoms));
        if (random.Next(25) != 0) text.Append(delimiter);
        for (var flags = random.Next(8) - 5; flags > 0; flags--) text.Append(Pick(random, type == "regexp" ? ["i", "m", "x"] : ["i", "m", "s", "x", "A", "E", "U", "X"]));
        return random.Next(40) == 0 ? text.Append('q').ToString() : text.ToString();
    }

    private static string Network(Random random)
    {
        var address = Address(random);
        var length = random.Next(3) == 0 ? "" : "/" + Pick(random, Lengths);
        return random.Next(12) switch
        {
            0 => $"[{address}{length}]",
            1 => $"[{address}]{length}",
            2 => $"[{address}{length}",
            3 => $"[{address}]x{length}",
            _ => address + length,
        };
    }

    private static string Address(Random random)
    {
        if (random.Next(8) == 0) return Pick(random, AwkwardAddresses);
        return random.Next(3) switch
        {
            0 => $"192.0.{random.Next(4)}.{random.Next(256)}",
            1 => $"2001:db8::{random.Next(2):x}:{random.Next(65536):x}",
            _ => Pick(random, Addresses),
        };
    }

    private static string Text(Random random)
    {
        var text = new StringBuilder();
        for (var pieces = random.Next(6); pieces > 0; pieces--)
            text.Append(Pick(random, ["a", "b", "c", "ab", "A", "xx", "x", "1", "/", ".", "@", "$", "example", " ", "\u00C3\u00A9", "\u00C3\u0089", random.Next(4) == 0 ? "\u00E9" : "e"]));
        return text.ToString();
    }

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];
}
