using System.Text;
using MapKit.Diagnostics;
using MapKit.Tables.Grammar;

namespace MapKit.Tables.Access;

/// <summary>Parses the values of access tables (docs/formats/table-formats.md#access; <c>check_table_result</c>).</summary>
internal static class AccessValue
{
    private const int CodeLength = 3;

    /// <summary>Recognises the common shapes without allocating: an action with a text or none.</summary>
    /// <param name="value">The value, trimmed.</param>
    /// <returns>True only if <see cref="Parse"/> finds no problem.</returns>
    public static bool IsCommon(ReadOnlySpan<byte> value)
    {
        if (value.Contains((byte)'#')) return false;
        var length = value.IndexOfAny((byte)' ', (byte)'\t');
        var word = length < 0 ? value : value[..length];
        return word.Length switch
        {
            2 => Ascii.EqualsIgnoreCase(word, "OK"u8),
            CodeLength => length > 0 && value[length..].ContainsAnyExcept((byte)' ', (byte)'\t') && IsCode(word),
            4 => Ascii.EqualsIgnoreCase(word, "HOLD"u8) || Ascii.EqualsIgnoreCase(word, "WARN"u8) || Ascii.EqualsIgnoreCase(word, "INFO"u8),
            5 => Ascii.EqualsIgnoreCase(word, "DUNNO"u8) || Ascii.EqualsIgnoreCase(word, "DEFER"u8) || Ascii.EqualsIgnoreCase(word, "RELAY"u8),
            6 => Ascii.EqualsIgnoreCase(word, "REJECT"u8),
            7 => Ascii.EqualsIgnoreCase(word, "DISCARD"u8),
            _ => Ascii.EqualsIgnoreCase(word, "DEFER_IF_PERMIT"u8) || Ascii.EqualsIgnoreCase(word, "DEFER_IF_REJECT"u8),
        };
    }

    /// <summary>Parses a value.</summary>
    /// <param name="latin1">The value, one character per byte, trimmed.</param>
    /// <returns>The action as Postfix interprets it, or null if it answers with an error, and all problems.</returns>
    public static ParsedValue<AccessAction> Parse(string latin1)
    {
        ArgumentNullException.ThrowIfNull(latin1);
        var problems = new List<ValueProblem>();
        var syntax = AccessGrammar.Action.Read(latin1);
        return new ParsedValue<AccessAction>(ActionOf(latin1, syntax, problems), problems);
    }

    private static AccessAction? ActionOf(string value, AccessSyntax syntax, List<ValueProblem> problems)
    {
        var (word, text) = syntax;
        if (AccessWords.IsAction(word.Text, out var kind)) return ActionParameter.Check(kind, word.Text, text, value, problems);
        if (value.Length > 0 && !value.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            if (IsCode(Latin1Text.Bytes(value))) ReportBareCode(value, problems);
            return new AccessAction(AccessActionKind.Permit, "");
        }

        if (text.Length > 0 && IsCode(Latin1Text.Bytes(word.Text)))
        {
            InlineComment.ReportInText(value, text.Start, Severity.Error, problems);
            return new AccessAction(AccessActionKind.Reply, text.Text) { Code = int.Parse(word.Text, null) };
        }

        return RestrictionList.Parse(value, problems);
    }

    /// <summary>Whether the word is a number from 400 to 599.</summary>
    private static bool IsCode(ReadOnlySpan<byte> word) =>
        word.Length == CodeLength && (word[0] is (byte)'4' or (byte)'5') && !word.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    private static void ReportBareCode(string value, List<ValueProblem> problems) => problems.Add(new ValueProblem(
        Rules.CodePermits,
        0,
        value.Length,
        $"{value} without a text does not reject: Postfix reads a value of digits only as OK",
        value[0] == '5' ? $"write a text after it, such as {value} Access denied, or REJECT" : $"write a text after it, such as {value} Try again later, or DEFER"));
}
