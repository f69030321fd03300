using System.Buffers;
using System.Globalization;
using System.Text;
using MapKit.Diagnostics;
using MapKit.Source;

namespace MapKit.Linting.Lines;

/// <summary>
/// Whitespace in a key, or at the start or end of a value, that is not ASCII, such as the no-break space of word processors and
/// web pages.
/// </summary>
internal sealed class NonAsciiWhitespaceRule(LintContext context) : ILineRule
{
    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } =
        new LintRule<ILineRule>(context => new NonAsciiWhitespaceRule(context), new RuleScope(), Rules.NonAsciiWhitespaceInKey, Rules.NonAsciiWhitespaceAroundValue);

    /// <inheritdoc/>
    public void See(in LintedLine line)
    {
        LookAtKey(line);
        LookAtValue(line);
    }

    /// <inheritdoc/>
    public void End()
    {
    }

    private void LookAtKey(in LintedLine line)
    {
        var key = line.Key;
        var position = key.IndexOfAnyInRange((byte)0x80, (byte)0xFF);
        if (position < 0) return;
        if (line.Line.Segments[0].SourceStart == 0 && key.StartsWith(ByteOrderMarkRule.Mark)) position = ByteOrderMarkRule.Mark.Length;
        while (position < key.Length)
        {
            var status = Rune.DecodeFromUtf8(key[position..], out var rune, out var consumed);
            if (status == OperationStatus.Done && NameOf(rune) is { } name)
            {
                context.Report(
                    Rules.NonAsciiWhitespaceInKey,
                    line.Line.PlaceOf(position, consumed),
                    string.Create(CultureInfo.InvariantCulture, $"the key holds {name} (U+{rune.Value:X4}), which does not separate key and value; Postfix reads it as part of the key"),
                    "write a space or a tab instead");
                return;
            }

            position += consumed;
        }
    }

    private void LookAtValue(in LintedLine line)
    {
        var value = line.Value;
        if (Rune.DecodeFromUtf8(value, out var first, out var length) == OperationStatus.Done && NameOf(first) is { } name)
            ReportEdge(line.Line.PlaceOf(line.ValueStart, length), "begins", name, first);
        else if (Rune.DecodeLastFromUtf8(value, out var last, out length) == OperationStatus.Done && NameOf(last) is { } nameOfLast)
            ReportEdge(line.Line.PlaceOf(line.ValueStart + value.Length - length, length), "ends", nameOfLast, last);
    }

    private void ReportEdge(SourcePlace place, string where, string name, Rune rune) => context.Report(
        Rules.NonAsciiWhitespaceAroundValue,
        place,
        string.Create(CultureInfo.InvariantCulture, $"the value {where} with {name} (U+{rune.Value:X4}), which Postfix does not remove and reads as part of the value"),
        "remove it");

    private static string? NameOf(Rune rune) => rune.Value switch
    {
        <= 0x7F => null,
        0xA0 => "a no-break space",
        0x200B or 0x2060 or 0xFEFF => "a zero-width space",
        _ => Rune.IsWhiteSpace(rune) ? "non-ASCII whitespace" : null,
    };
}
