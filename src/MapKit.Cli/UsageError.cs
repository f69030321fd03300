using System.CommandLine;
using System.CommandLine.Parsing;

namespace MapKit.Cli;

/// <summary>Messages about a wrong command line, each one line.</summary>
internal static class UsageError
{
    /// <summary>The messages.</summary>
    /// <param name="result">The parsed command line.</param>
    /// <param name="arguments">The command line.</param>
    /// <param name="verbs">The names of all verbs.</param>
    public static IEnumerable<string> MessagesFor(ParseResult result, string[] arguments, IEnumerable<string> verbs)
    {
        if (arguments.Length == 0) return ["no verb is given; mapkit --help lists them"];
        if (result.CommandResult.Command is RootCommand) return [MessageForVerb(arguments[0], verbs)];
        var verb = result.CommandResult.Command.Name;
        return result.Errors.Select(error => $"{MessageFor(error, result)}; see mapkit {verb} --help").Distinct();
    }

    private static string MessageForVerb(string word, IEnumerable<string> verbs)
    {
        if (word.StartsWith('-')) return $"no such option: {word}; mapkit --help lists verbs and options";
        var nearest = verbs.MinBy(verb => Distance(word, verb))!;
        return $"no such verb: {word}; {(Distance(word, nearest) <= word.Length / 2 ? $"did you mean {nearest}?" : "mapkit --help lists them")}";
    }

    private static string MessageFor(ParseError error, ParseResult result) => error.SymbolResult switch
    {
        ArgumentResult { Tokens.Count: 0, Parent: OptionResult option } => $"{option.Option.Name}: the value is missing",
        ArgumentResult { Tokens.Count: 0 } argument => $"{argument.Argument.Name} is missing",
        OptionResult { Tokens.Count: 0 } option => $"{option.Option.Name}: the value is missing",
        CommandResult when result.UnmatchedTokens.Count > 0 => $"unexpected: {string.Join(' ', result.UnmatchedTokens)}",
        _ => error.Message,
    };

    /// <summary>How many characters have to be inserted, removed or replaced to make one word of another.</summary>
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 0; i < from.Length; i++)
        {
            var corner = row[0]++;
            for (var j = 0; j < to.Length; j++)
            {
                var replaced = corner + (from[i] == to[j] ? 0 : 1);
                corner = row[j + 1];
                row[j + 1] = Math.Min(replaced, 1 + Math.Min(corner, row[j]));
            }
        }

        return row[^1];
    }
}
