using System.Buffers;
using Sprache;

namespace MapKit.Tables.Grammar;

/// <summary>The terminals of the grammars: runs of characters, each consumed in one step.</summary>
internal static class Scan
{
    /// <summary><c>rest = *CHAR</c>: all that is left.</summary>
    public static readonly Parser<TextPart> Rest = input => Take(input, input.Source.Length - input.Position);

    /// <summary>Any number of characters up to one of the stops or the end.</summary>
    public static Parser<TextPart> Until(SearchValues<char> stops) => input =>
    {
        var length = input.Source.AsSpan(input.Position).IndexOfAny(stops);
        return Take(input, length < 0 ? input.Source.Length - input.Position : length);
    };

    /// <summary>As <see cref="Until"/>, but stops between braces, which may be nested, are ignored.</summary>
    public static Parser<TextPart> UntilOutsideBraces(SearchValues<char> stops) => input =>
    {
        var depth = 0;
        var end = input.Position;
        while (end < input.Source.Length && (depth > 0 || !stops.Contains(input.Source[end])))
        {
            if (input.Source[end] == '{') depth++;
            if (input.Source[end] == '}' && depth > 0) depth--;
            end++;
        }

        return Take(input, end - input.Position);
    };

    /// <summary>Any number of the given characters.</summary>
    public static Parser<TextPart> While(SearchValues<char> characters) => input =>
    {
        var length = input.Source.AsSpan(input.Position).IndexOfAnyExcept(characters);
        return Take(input, length < 0 ? input.Source.Length - input.Position : length);
    };

    /// <summary>All characters before the last one of a kind; fails if there is none.</summary>
    public static Parser<TextPart> UntilLast(char stop) => input =>
    {
        var length = input.Source.AsSpan(input.Position).LastIndexOf(stop);
        return length < 0 ? Result.Failure<TextPart>(input, $"no '{stop}'", [$"'{stop}'"]) : Take(input, length);
    };

    /// <summary>At least one character of a rule that also matches none.</summary>
    public static Parser<TextPart> AtLeastOne(this Parser<TextPart> rule) => input =>
    {
        var result = rule(input);
        return result.WasSuccessful && result.Value.Length == 0 ? Result.Failure<TextPart>(input, "nothing here", ["a character"]) : result;
    };

    /// <summary>
    /// A choice that the next character decides. Sprache's <c>Or</c> tries each rule and writes an error message for each that
    /// fails, which is most of its cost.
    /// </summary>
    /// <param name="otherwise">The rule for any other character, and for the end.</param>
    /// <param name="choices">The rules and the characters with which they begin.</param>
    public static Parser<T> Choose<T>(Parser<T> otherwise, params (char First, Parser<T> Rule)[] choices) => input =>
    {
        if (input.AtEnd) return otherwise(input);
        foreach (var (first, rule) in choices)
        {
            if (input.Current == first) return rule(input);
        }

        return otherwise(input);
    };

    /// <summary>
    /// Reads a whole text by a rule. The caller explains a mismatch; the text itself, which may
    /// be a secret, is in no exception.
    /// </summary>
    public static bool Matches<T>(this Parser<T> rule, string text, out T value)
    {
        var result = rule.End()(new Latin1Input(text));
        value = result.WasSuccessful ? result.Value : default!;
        return result.WasSuccessful;
    }

    /// <summary>Reads a whole text by a rule that accepts every text.</summary>
    public static T Read<T>(this Parser<T> rule, string text) =>
        rule.Matches(text, out var value) ? value : throw new InvalidOperationException("a grammar rule that takes every text has failed");

    private static IResult<TextPart> Take(IInput input, int length)
    {
        var part = new TextPart(input.Source.Substring(input.Position, length), input.Position);
        return Result.Success(part, length == 0 ? input : new Latin1Input(input.Source, input.Position + length));
    }
}
