using System.Buffers;
using System.Globalization;
using MapKit.Diagnostics;
using MapKit.Tables.Grammar;
using Sprache;

namespace MapKit.Tables.Mailboxes;

/// <summary>Parses the numbers of users and groups of virtual(8) (docs/formats/table-formats.md#virtual-mailboxes).</summary>
internal static class VirtualIdValue
{
    /// <summary>The default of <c>virtual_minimum_uid</c>.</summary>
    public const uint DefaultMinimum = 100;

    private static readonly SearchValues<char> DigitCharacters = SearchValues.Create("0123456789");

    /// <summary><c>id = 1*DIGIT rest</c>.</summary>
    private static readonly Parser<(TextPart Digits, TextPart Behind)> Id =
        (from digits in Scan.While(DigitCharacters).AtLeastOne()
         from rest in Scan.Rest
         select (digits, rest)).Named("number");

    /// <summary>Recognises a number without problems. Allocates nothing.</summary>
    public static bool IsCommon(ReadOnlySpan<byte> value, uint minimum) =>
        value.Length is > 0 and < 10 && !value.ContainsAnyExceptInRange((byte)'0', (byte)'9') && uint.Parse(value, CultureInfo.InvariantCulture) >= minimum;

    /// <summary>Parses a value.</summary>
    /// <param name="latin1">The value, one character per byte, trimmed.</param>
    /// <param name="isGroup">Whether it is the number of a group.</param>
    public static ParsedValue<VirtualId> Parse(string latin1, bool isGroup)
    {
        var problems = new List<ValueProblem>();
        var what = isGroup ? "gid" : "uid";
        if (!Id.Matches(latin1, out var id) || !uint.TryParse(id.Digits.Text, CultureInfo.InvariantCulture, out var number) || number == uint.MaxValue)
        {
            problems.Add(new ValueProblem(
                Rules.BadMailboxId,
                0,
                latin1.Length,
                $"{Latin1Text.Show(latin1)} is not the number of a {(isGroup ? "group" : "user")}; virtual(8) logs \"bad {what}\" and defers the mail",
                $"write the number; {(isGroup ? "getent group" : "id -u")} NAME shows it"));
            return new ParsedValue<VirtualId>(null, problems);
        }

        if (number < (isGroup ? 1 : DefaultMinimum))
        {
            problems.Add(new ValueProblem(
                Rules.BadMailboxId,
                0,
                id.Digits.Length,
                isGroup
                    ? "virtual(8) does not deliver as group 0; it logs \"bad gid\" and defers the mail"
                    : $"{number} is less than virtual_minimum_uid, which is {DefaultMinimum} by default; virtual(8) logs \"bad uid\" and defers the mail",
                isGroup ? "write the number of another group" : "write the number of a user without privileges, or set virtual_minimum_uid"));
        }

        if (id.Behind.Length > 0)
        {
            problems.Add(new ValueProblem(
                Rules.TextAfterMailboxId,
                id.Behind.Start,
                id.Behind.Length,
                $"there is text after the number; Postfix 3.7 ignores it, later versions log \"bad {what}\" and defer the mail",
                "write the number alone"));
        }

        return new ParsedValue<VirtualId>(new VirtualId(number), problems);
    }
}

/// <summary>The number of a user or a group.</summary>
/// <param name="Number">The number.</param>
internal sealed record VirtualId(uint Number);
