using System.CommandLine;
using System.CommandLine.Parsing;

namespace MapKit.Cli;

/// <summary>
/// Words of the line that the parser would divide in an unintended way: <c>--quiet=FILE</c> gives it an operand, and
/// <c>--output=</c> takes the next word.
/// </summary>
internal static class OptionWords
{
    /// <summary>What is wrong with the words before any <c>--</c>.</summary>
    /// <param name="words">The words after the verb.</param>
    /// <param name="result">The parsed line.</param>
    public static IEnumerable<string> ProblemsIn(ReadOnlySpan<string> words, ParseResult result)
    {
        List<string>? problems = null;
        Dictionary<string, Option>? options = null;
        for (var i = 0; i < words.Length && words[i] != "--"; i++)
        {
            if (words[i] is not ['-', _, ..]) continue;
            options ??= OptionsOf(result.CommandResult);
            if (TakesNext(words[i], options)) i++;
            else if (ProblemOf(words[i], options) is { } problem) (problems ??= []).Add(problem);
        }

        return problems ?? [];
    }

    private static Dictionary<string, Option> OptionsOf(CommandResult? command)
    {
        var options = new Dictionary<string, Option>(StringComparer.Ordinal);
        for (; command is not null; command = command.Parent as CommandResult)
        {
            foreach (var option in command.Command.Options)
            {
                foreach (var name in option.Aliases.Prepend(option.Name)) options.TryAdd(name, option);
            }
        }

        return options;
    }

    private static bool TakesNext(string word, Dictionary<string, Option> options) => options.TryGetValue(word, out var option) && !IsFlag(option);

    private static string? ProblemOf(string word, Dictionary<string, Option> options)
    {
        if (options.ContainsKey(word)) return null;
        if (word.StartsWith("--", StringComparison.Ordinal))
        {
            var end = word.IndexOf('=', StringComparison.Ordinal);
            if (end < 0 || !options.TryGetValue(word[..end], out var option)) return null;
            return IsFlag(option) ? $"{option.Name} takes no value: write {option.Name} alone"
                : end == word.Length - 1 ? $"{option.Name}: the value is empty"
                : null;
        }

        // Short options may be written together; the first that takes a value takes the rest of the word.
        for (var i = 1; i < word.Length; i++)
        {
            if (!options.TryGetValue($"-{word[i]}", out var option)) return i == 1 ? null : $"no such option: -{word[i]} in {word} (write a space before an operand)";
            if (!IsFlag(option)) return word[(i + 1)..] == "=" ? $"{option.Name}: the value is empty" : null;
        }

        return null;
    }

    private static bool IsFlag(Option option) => option.ValueType == typeof(bool);
}
