using System.CommandLine;
using MapKit.Cli.Help;

namespace MapKit.Cli.Completion;

/// <summary>What the word that is being typed is: the value of an option, or an operand.</summary>
/// <param name="Command">The verb, or the part of it that an operand names, such as <c>explain session</c>.</param>
/// <param name="Option">The option whose value is typed; null for an operand.</param>
/// <param name="Value">What has been typed of the value.</param>
/// <param name="OperandsBefore">The number of operands before it.</param>
/// <param name="MayBeOption">Whether it follows no <c>--</c>.</param>
internal sealed record CompletedPlace(Command Command, Option? Option, string Value, int OperandsBefore, bool MayBeOption)
{
    /// <summary>The operand in this place; null if there can be no further one.</summary>
    public Argument? Operand =>
        OperandsBefore < Command.Arguments.Count ? Command.Arguments[OperandsBefore]
        : Command.Arguments is [.., var last] && last.Arity.MaximumNumberOfValues > 1 ? last
        : null;

    /// <summary>Finds the place.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="words">The verb's name and the words after it; the last one is being typed.</param>
    public static CompletedPlace In(Command verb, IReadOnlyList<string> words)
    {
        var (command, operands, mayBeOption) = (verb, 0, true);
        for (var i = 1; i < words.Count - 1; i++)
        {
            var word = words[i];
            if (mayBeOption && word == "--")
            {
                mayBeOption = false;
            }
            else if (mayBeOption && word is ['-', _, ..])
            {
                if (OptionOf(command, word) is not { } option) continue;
                if (++i == words.Count - 1) return new CompletedPlace(command, option, words[i], operands, mayBeOption);
            }
            else if (operands == 0 && command.Subcommands.FirstOrDefault(part => part.Name == word) is { } part)
            {
                command = part;
            }
            else
            {
                operands++;
            }
        }

        var typed = words[^1];
        var equals = typed.IndexOf('=', StringComparison.Ordinal);
        return mayBeOption && typed.StartsWith('-') && equals > 0 && OptionOf(command, typed[..equals]) is { } given
            ? new CompletedPlace(command, given, typed[(equals + 1)..], operands, mayBeOption)
            : new CompletedPlace(command, null, "", operands, mayBeOption);
    }

    /// <summary>The option of a name, if a value follows it.</summary>
    private static Option? OptionOf(Command command, string word) =>
        command.Options.FirstOrDefault(option => (option.Name == word || option.Aliases.Contains(word)) && HelpPage.ValueOf(option).Length > 0);
}
