using System.CommandLine;
using System.CommandLine.Parsing;
using MapKit.Cli.Help;

namespace MapKit.Cli.Commands.Options;

/// <summary>Options and arguments that take one of a few words.</summary>
internal static class OptionChoice
{
    private const int MostNamed = 6;

    /// <summary>Limits an option to these words.</summary>
    public static Option<T> Among<T>(this Option<T> option, params string[] words)
    {
        option.CompletionSources.Add(words);
        option.Validators.Add(result => Check(result.Tokens, option.Name, words, result.AddError, word => OtherOptionOf(result, word)));
        return option;
    }

    /// <summary>Limits an argument to these words.</summary>
    /// <param name="argument">The argument.</param>
    /// <param name="hint">What to say of some other words; null for a word of which there is nothing to say.</param>
    /// <param name="words">The words.</param>
    public static Argument<T> Among<T>(this Argument<T> argument, Func<string, string?> hint, params string[] words)
    {
        argument.CompletionSources.Add(words);
        argument.Validators.Add(result => Check(result.Tokens, argument.Name, words, result.AddError, hint));
        return argument;
    }

    /// <summary>The option of the same verb that takes a word, as a question.</summary>
    private static string? OtherOptionOf(OptionResult option, string word) =>
        (option.Parent as CommandResult)?.Command.Options.FirstOrDefault(other => other != option.Option && HelpPage.ChoicesOf(other.CompletionSources).Contains(word)) is { } meant
            ? $"did you mean {meant.Name} {word}?"
            : null;

    private static void Check(IReadOnlyList<Token> tokens, string name, string[] words, Action<string> report, Func<string, string?> hint)
    {
        if (tokens.FirstOrDefault(token => !words.Contains(token.Value)) is not { } wrong) return;
        if (hint(wrong.Value) is { } said)
        {
            report($"{name} {wrong.Value}: {said}");
            return;
        }

        var choices = words.Length > MostNamed ? "is not one of those that the help lists" : $"must be {string.Join(", ", words[..^1])} or {words[^1]}";
        report($"{name} {wrong.Value}: {UsageError.Advice(wrong.Value, words, choices)}");
    }
}
