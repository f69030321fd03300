using System.CommandLine;
using System.CommandLine.Parsing;

namespace MapKit.Cli;

/// <summary>Operands that look like options: none is taken as a file, a key or a value unless it follows <c>--</c>.</summary>
internal static class UnknownOptions
{
    /// <summary>Whether a word of the line may be such an operand; in nearly every line none is, which is decided without searching.</summary>
    /// <param name="result">The parsed command line.</param>
    public static bool MayBeIn(ParseResult result)
    {
        foreach (var token in result.Tokens)
        {
            if (token.Type != TokenType.Option && token.Value is ['-', _, ..]) return true;
        }

        return false;
    }

    /// <summary>The operands that start with a dash, before any <c>--</c>. A single dash is standard input.</summary>
    /// <param name="result">The parsed command line.</param>
    public static IEnumerable<string> In(ParseResult result)
    {
        var operands = OperandsOf(result.CommandResult).ToHashSet(ReferenceEqualityComparer.Instance);
        return result.Tokens
            .TakeWhile(token => token.Type != TokenType.DoubleDash)
            .Where(token => token.Value is ['-', _, ..] && (operands.Contains(token) || result.UnmatchedTokens.Contains(token.Value)))
            .Select(token => token.Value)
            .Distinct();
    }

    private static IEnumerable<Token> OperandsOf(CommandResult command) =>
        command.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens);
}
