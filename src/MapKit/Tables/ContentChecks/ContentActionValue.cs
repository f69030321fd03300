using System.Text;
using MapKit.Diagnostics;
using MapKit.Tables.Access;
using MapKit.Tables.Actions;
using MapKit.Tables.Grammar;

namespace MapKit.Tables.ContentChecks;

/// <summary>Parses the results of header and body checks (docs/formats/content-checks.md#actions).</summary>
internal static class ContentActionValue
{
    /// <summary>Recognises the common shapes without allocating: an action of every kind of check, with a text or none.</summary>
    /// <param name="value">The value, trimmed.</param>
    /// <returns>True only if <see cref="Parse"/> finds no problem.</returns>
    public static bool IsCommon(ReadOnlySpan<byte> value)
    {
        if (value.Contains((byte)'#')) return false;
        var length = value.IndexOfAny((byte)' ', (byte)'\t');
        var word = length < 0 ? value : value[..length];
        return Ascii.EqualsIgnoreCase(word, "IGNORE"u8) || Ascii.EqualsIgnoreCase(word, "DUNNO"u8) || Ascii.EqualsIgnoreCase(word, "OK"u8)
            || Ascii.EqualsIgnoreCase(word, "WARN"u8) || Ascii.EqualsIgnoreCase(word, "INFO"u8) || Ascii.EqualsIgnoreCase(word, "STRIP"u8);
    }

    /// <summary>Parses a value.</summary>
    /// <param name="latin1">The value, one character per byte, trimmed.</param>
    /// <param name="use">The kind of check.</param>
    /// <returns>The action, or null if Postfix logs a warning and ignores it, and all problems.</returns>
    public static ParsedValue<ContentAction> Parse(string latin1, ContentCheckUse use)
    {
        ArgumentNullException.ThrowIfNull(latin1);
        var problems = new List<ValueProblem>();
        return new ParsedValue<ContentAction>(ActionOf(latin1, use, problems), problems);
    }

    private static ContentAction? ActionOf(string value, ContentCheckUse use, List<ValueProblem> problems)
    {
        var (word, text) = AccessGrammar.Action.Read(value);
        if (ContentActionWords.KindOf(word.Text) is not { } kind)
        {
            problems.Add(new ValueProblem(
                Rules.UnknownContentAction,
                word.Start,
                word.Length,
                $"{Latin1Text.Show(word.Text)} is not an action; Postfix logs a warning and passes the line as it is",
                ContentActionWords.HelpFor(word.Text)));
            return null;
        }

        if (!ContentCheckUses.Supports(use, kind))
        {
            problems.Add(new ValueProblem(
                Rules.UnsupportedContentAction,
                word.Start,
                word.Length,
                $"there is no {word.Text.ToUpperInvariant()} in {ContentCheckUses.Describe(use)}; Postfix logs \"unsupported command\" and passes the line as it is",
                use == ContentCheckUse.MilterHeader ? "use header_checks, or REPLACE" : "use header_checks or body_checks, which are applied when mail is received"));
            return null;
        }

        return WithText(kind, word.Text, text, value, use, problems);
    }

    private static ContentAction? WithText(ContentActionKind kind, string word, TextPart text, string value, ContentCheckUse use, List<ValueProblem> problems)
    {
        switch (kind)
        {
            case ContentActionKind.Redirect or ContentActionKind.Bcc:
                return ActionText.TryParseRecipient(word, text, Rules.BadContentActionText, problems, out var recipient) ? new ContentAction(kind, text.Text) { Recipient = recipient } : null;
            case ContentActionKind.Filter:
                return ActionText.ParseFilter(word, text, Rules.BadContentActionText, problems) is { } route ? new ContentAction(kind, text.Text) { Filter = route } : null;
            case ContentActionKind.Prepend or ContentActionKind.Replace when text.Length == 0:
                problems.Add(ActionText.Bad(Rules.BadContentActionText, word, text, "a text", ContentCheckUses.IsHeader(use) ? $"write {word} name: value" : $"write {word} and the line"));
                return null;
            case ContentActionKind.Prepend or ContentActionKind.Replace when ContentCheckUses.IsHeader(use) && !AccessGrammar.Header.Matches(text.Text, out _):
                problems.Add(ActionText.Bad(Rules.BadContentActionText, word, text, "a whole header", $"write {word} name: value"));
                return null;
            case ContentActionKind.Reject when HasForeignCode(text.Text):
                problems.Add(new ValueProblem(
                    Rules.BadContentActionText,
                    text.Start,
                    "x.y.z".Length,
                    "the status code of a REJECT must begin with 4 or 5; Postfix logs a warning and replaces its first digit by 4",
                    "write REJECT 5.7.1 and the text, or the text alone"));
                break;
            case ContentActionKind.Prepend or ContentActionKind.Replace:
                break;
            default:
                InlineComment.ReportInText(value, text.Start, IsTextUsed(kind) ? Severity.Error : Severity.Warning, problems);
                break;
        }

        return new ContentAction(kind, text.Text);
    }

    private static bool IsTextUsed(ContentActionKind kind) => kind == ContentActionKind.Reject;

    /// <summary>Whether a text begins with an enhanced status code of success.</summary>
    private static bool HasForeignCode(string text) =>
        text.Length >= "2.y.z".Length && text[0] == '2' && text[1] == '.' && char.IsAsciiDigit(text[2]) && text[3] == '.' && char.IsAsciiDigit(text[4]);
}
