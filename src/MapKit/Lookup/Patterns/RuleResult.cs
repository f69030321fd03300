using System.Buffers;
using MapKit.Diagnostics;
using MapKit.Source;

namespace MapKit.Lookup.Patterns;

/// <summary>The result of a rule: a text, optionally with groups of the match (<c>$1</c>, <c>${1}</c>, <c>$(1)</c>; <c>$$</c> is a dollar).</summary>
internal sealed class RuleResult
{
    /// <summary>Texts and groups, in turn: each part is a text and the number of the group after it, 0 for none.</summary>
    private readonly List<(byte[] Text, int Group)> _parts = [];

    /// <summary>Length limit of a result. A rule may repeat its match thousands of times.</summary>
    private const long LongestResult = 1 << 24;

    private readonly ArrayBufferWriter<byte> _buffer = new();

    private RuleResult()
    {
    }

    /// <summary>The highest number of a group, in Postfix's arithmetic; 0 for none.</summary>
    public ulong HighestGroup { get; private set; }

    /// <summary>Whether both are the same text, without groups.</summary>
    public bool IsSameText(RuleResult other) =>
        HighestGroup == 0 && other.HighestGroup == 0 && _parts[0].Text.AsSpan().SequenceEqual(other._parts[0].Text);

    /// <summary>A text without groups; dollar signs are literal.</summary>
    public static RuleResult Literal(ReadOnlySpan<byte> text)
    {
        var result = new RuleResult();
        result._parts.Add((text.ToArray(), 0));
        return result;
    }

    /// <summary>Reads a result (docs/formats/pattern-tables.md#results, upstream mac_parse).</summary>
    /// <param name="text">The text, without NUL.</param>
    /// <param name="warnings">Takes what is wrong.</param>
    /// <param name="outOfRange">The table type's message for a number without a group.</param>
    /// <returns>Null if something is wrong.</returns>
    public static RuleResult? Parse(ReadOnlySpan<byte> text, RuleWarnings warnings, string outOfRange)
    {
        var result = new RuleResult();
        var literal = result._buffer;
        var valid = true;
        var cursor = new RuleCursor(text);
        while (!cursor.AtEnd)
        {
            var dollar = cursor.Current == '$';
            if (dollar) cursor.Position++;
            if (!dollar || cursor.Current == '$')
            {
                literal.Write([cursor.Current]);
                cursor.Position++;
                continue;
            }

            ReadOnlySpan<byte> name;
            if (cursor.Current is (byte)'(' or (byte)'{')
            {
                if (!TryReadBracketed(ref cursor, out name))
                {
                    warnings.WarnWithoutPlace(
                        Rules.BadSubstitution, "the bracket after $ is not closed; Postfix skips this rule", $"truncated macro reference: \"{ByteText.FromBytes(text)}\"");
                    return null;
                }

                // After an error Postfix reads no more names in brackets.
                if (!valid) return null;
            }
            else
            {
                var start = cursor.Position;
                while (char.IsAsciiLetterOrDigit((char)cursor.Current) || cursor.Current == '_') cursor.Position++;
                name = cursor.Since(start);
            }

            if (name.IsEmpty)
            {
                warnings.WarnWithoutPlace(
                    Rules.BadSubstitution, "there is no number after $ (write $$ for a dollar sign); Postfix skips this rule", $"empty macro name: \"{ByteText.FromBytes(text)}\"");
                return null;
            }

            valid &= result.AddGroup(name, warnings, outOfRange);
        }

        result.EndPart(0);
        return valid ? result : null;
    }

    /// <summary>Returns the result.</summary>
    /// <param name="subject">The key that matched.</param>
    /// <param name="groups">The ranges of its groups; a group that did not match is (-1, -1).</param>
    /// <returns>Valid until the next call.</returns>
    public ReadOnlyMemory<byte> Expand(ReadOnlySpan<byte> subject, ReadOnlySpan<(int Start, int End)> groups)
    {
        if (HighestGroup == 0) return _parts[0].Text;
        _buffer.ResetWrittenCount();
        foreach (var (before, group) in _parts)
        {
            _buffer.Write(before);
            if (group == 0) continue;
            var (start, end) = groups[group];
            if (start >= 0 && start < end) _buffer.Write(subject[start..end]);
            if (_buffer.WrittenCount > LongestResult) throw new LookupException($"the result of a rule has more than {LongestResult >> 20} MB");
        }

        return _buffer.WrittenMemory;
    }

    private static bool TryReadBracketed(scoped ref RuleCursor cursor, out ReadOnlySpan<byte> name)
    {
        var open = cursor.Current;
        var close = open == '(' ? (byte)')' : (byte)'}';
        var start = ++cursor.Position;
        for (var depth = 1; !cursor.AtEnd; cursor.Position++)
        {
            if (cursor.Current == open) depth++;
            if (cursor.Current != close || --depth > 0) continue;
            name = cursor.Since(start);
            cursor.Position++;
            return true;
        }

        name = default;
        return false;
    }

    private bool AddGroup(ReadOnlySpan<byte> name, RuleWarnings warnings, string outOfRange)
    {
        if (name.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            warnings.Warn(
                Rules.BadSubstitution,
                $"${DisplayText.Escape(name)} is not a number (write $$ for a dollar sign); Postfix skips this rule",
                $"non-numeric replacement index \"{ByteText.FromBytes(name)}\"");
            return false;
        }

        // As in Postfix: atoi, then converted to size_t. A number with too many digits is -1, which becomes the largest number.
        var number = (ulong)(int)(long.TryParse(name, out var value) ? value : long.MaxValue);
        if (number == 0)
        {
            warnings.Warn(
                Rules.BadSubstitution, "groups are numbered from 1; Postfix skips this rule", $"{outOfRange} replacement index \"{ByteText.FromBytes(name)}\"");
            return false;
        }

        HighestGroup = Math.Max(HighestGroup, number);
        EndPart((int)number);
        return true;
    }

    private void EndPart(int group)
    {
        if (group == 0 && _buffer.WrittenCount == 0 && _parts.Count > 0) return;
        _parts.Add((_buffer.WrittenSpan.ToArray(), group));
        _buffer.ResetWrittenCount();
    }
}
