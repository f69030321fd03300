using System.CommandLine;
using System.CommandLine.Parsing;
using MapKit.Source;

namespace MapKit.Cli;

/// <summary>Messages about a wrong command line, each one line.</summary>
internal static class UsageError
{
    /// <summary>The message about a first word that is no verb.</summary>
    /// <param name="word">The word.</param>
    public static string MessageForVerb(string word) =>
        word.StartsWith('-') ? $"no such option: {word}; options follow the verb: mapkit help lists the verbs"
        : $"no such verb: {word}; {(OtherNames.OfVerb(word) is { } meant ? $"did you mean {meant}?" : Advice(word, Verbs.Names, "mapkit help lists them"))}";

    /// <summary>The message about a word after <c>mapkit help VERB</c>.</summary>
    /// <param name="word">The word.</param>
    /// <param name="about">The verb.</param>
    public static string MessageForTopic(string word, string about) =>
        word.StartsWith('-') ? $"no such option: {word}; mapkit help has none: mapkit help {about}" : $"unexpected: {word}; mapkit help {about} has no such part";

    /// <summary>The messages about the line of a verb; none if it is right.</summary>
    /// <param name="result">The parsed line.</param>
    public static IReadOnlyList<string> MessagesFor(ParseResult result)
    {
        if (result.Errors.Count == 0 && !UnknownOptions.MayBeIn(result)) return [];
        var verb = result.CommandResult.Command;
        var help = result.CommandResult.Parent is CommandResult parent ? $"{parent.Command.Name} {verb.Name}" : verb.Name;
        if (UnknownOptions.In(result).ToArray() is { Length: > 0 } unknown) return [.. unknown.Select(option => MessageForOption(option, verb, help))];

        // An operand that is missing may be one because something else is wrong.
        var others = result.Errors.Where(error => !IsMissingOperand(error)).ToArray();
        return [.. (others.Length > 0 ? others : result.Errors).Select(error => MessageFor(error, result)).Distinct().Select(message => message.EndsWith('?') ? message : $"{message}; see mapkit help {help}")];
    }

    /// <summary>Names the nearest of some words, or says where they are listed.</summary>
    /// <param name="word">What was typed.</param>
    /// <param name="known">The words to choose from.</param>
    /// <param name="otherwise">What to say if none is near.</param>
    public static string Advice(string word, IEnumerable<string> known, string otherwise) =>
        NameDistance.Nearest(word, known) is { } near ? $"did you mean {near}?" : otherwise;

    private static string MessageForOption(string word, Command verb, string help)
    {
        var name = word.Split('=')[0];
        var names = verb.Options.Where(option => !option.Hidden).SelectMany(option => option.Aliases.Prepend(option.Name));
        if (name.StartsWith("--", StringComparison.Ordinal)) names = names.Where(known => known.StartsWith("--", StringComparison.Ordinal));
        var near = OtherNames.OfOption(name, verb) ?? NameDistance.Nearest(name, names.Where(known => known.Length > 2));
        return $"no such option: {word}; {(near is null ? $"see mapkit help {help}" : $"did you mean {near}?")} (write -- before operands that start with a dash)";
    }

    private static bool IsMissingOperand(ParseError error) => error.SymbolResult is ArgumentResult { Tokens.Count: 0, Parent: not OptionResult };

    private static string MessageFor(ParseError error, ParseResult result) => error.SymbolResult switch
    {
        ArgumentResult { Tokens.Count: 0, Parent: OptionResult option } => $"{option.Option.Name}: the value is missing",
        ArgumentResult { Tokens.Count: 0 } argument => $"{argument.Argument.Name} is missing{LastValueIn(result)}",
        OptionResult { Tokens.Count: 0 } option => $"{option.Option.Name}: the value is missing",
        OptionResult { IdentifierTokenCount: > 1, Option.Arity.MaximumNumberOfValues: 1 } option when error.Message.StartsWith("Option ", StringComparison.Ordinal) => $"{option.Option.Name}: is given {option.IdentifierTokenCount} times; give it once",
        ArgumentResult { Tokens: [var value, ..], Parent: OptionResult option } when error.Message.StartsWith("Cannot parse ", StringComparison.Ordinal) => $"{option.Option.Name} {value.Value}: must be a whole number",
        OptionResult { Tokens: [var value, ..] } option when error.Message.StartsWith("Cannot parse ", StringComparison.Ordinal) => $"{option.Option.Name} {value.Value}: must be a whole number",
        CommandResult when result.UnmatchedTokens.Count > 0 => $"unexpected: {string.Join(' ', result.UnmatchedTokens)}",
        _ => error.Message,
    };

    /// <summary>The last word of a line, if it was taken as the value of an option though an operand is missing.</summary>
    private static string LastValueIn(ParseResult result) =>
        result.Tokens is [.., { Type: TokenType.Option } option, { Type: TokenType.Argument } value] && result.CommandResult.Children.OfType<OptionResult>().Any(given => given.Tokens.Contains(value))
            ? $" ({value.Value} was taken as the value of {option.Value})"
            : "";
}
