using System.CommandLine;
using System.CommandLine.Parsing;

namespace MapKit.Cli.Commands.Options;

/// <summary>Options and arguments that take one of a few words.</summary>
internal static class OptionChoice
{
    private const int MostNamed = 6;

    /// <summary>Limits an option to these words.</summary>
    public static Option<T> Among<T>(this Option<T> option, params string[] words)
    {
        option.CompletionSources.Add(words);
        option.Validators.Add(result => Check(result.Tokens, option.Name, words, result.AddError));
        return option;
    }

    /// <summary>Limits an argument to these words.</summary>
    public static Argument<T> Among<T>(this Argument<T> argument, params string[] words)
    {
        argument.CompletionSources.Add(words);
        argument.Validators.Add(result => Check(result.Tokens, argument.Name, words, result.AddError));
        return argument;
    }

    private static void Check(IReadOnlyList<Token> tokens, string name, string[] words, Action<string> report)
    {
        if (tokens.FirstOrDefault(token => !words.Contains(token.Value)) is not { } wrong) return;
        var choices = words.Length > MostNamed ? "is not one of those that the help lists" : $"must be {string.Join(", ", words[..^1])} or {words[^1]}";
        report($"{name} {wrong.Value}: {UsageError.Advice(wrong.Value, words, choices)}");
    }
}
