namespace MapKit.Native.RegularExpressions;

/// <summary>
/// The size of an expression in regcomp, which copies repeated parts, so that <c>((a{1,255}){1,255}){1,255}</c> has sixteen million
/// positions, and needs memory and time for each, without a limit.
/// </summary>
internal static class ExpressionSize
{
    /// <summary>Counts the positions; an upper bound for expressions that regcomp accepts.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="isExtended">Whether groups and intervals are written without backslashes.</param>
    public static long CountPositions(ReadOnlySpan<byte> text, bool isExtended)
    {
        var open = new Stack<long>();
        long total = 0, last = 0;
        for (var position = 0; position < text.Length;)
        {
            var isEscaped = text[position] == '\\' && position + 1 < text.Length;
            var current = (char)text[isEscaped ? position + 1 : position];
            var next = position + (isEscaped ? 2 : 1);

            // In a basic expression a backslash turns a character into an operator, in an extended one an operator into a character.
            var isOperator = isEscaped != isExtended || current is '[' or '*' && !isEscaped;
            switch (current)
            {
                case '[' when !isEscaped:
                    next = EndOfBracket(text, position);
                    (total, last) = (total + 1, 1);
                    break;
                case '(' when isOperator:
                    open.Push(total);
                    (total, last) = (0, 0);
                    break;
                case ')' when isOperator && open.TryPop(out var before):
                    last = Math.Max(total, 1);
                    total = Sum(before, last);
                    break;
                case '+' when isOperator:
                    Repeat(2);
                    break;
                case '{' when isOperator && TryReadInterval(text, next, isExtended, out var times, out var end):
                    Repeat(times);
                    next = end;
                    break;
                default:
                    (total, last) = (Sum(total, 1), 1);
                    break;
            }

            position = next;
        }

        while (open.TryPop(out var outer)) total = Sum(outer, total);
        return total;

        void Repeat(long times)
        {
            var repeated = last > int.MaxValue / Math.Max(times, 1) ? int.MaxValue : last * Math.Max(times, 1);
            total = Sum(total - last, repeated);
            last = repeated;
        }
    }

    /// <summary>The depth of groups in groups, for each of which regcomp calls itself.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="isExtended">Whether groups are written without backslashes.</param>
    public static int DepthOfGroups(ReadOnlySpan<byte> text, bool isExtended)
    {
        int depth = 0, deepest = 0;
        for (var position = 0; position < text.Length; position++)
        {
            var isEscaped = text[position] == '\\' && position + 1 < text.Length;
            if (isEscaped) position++;
            else if (text[position] == '[') { position = EndOfBracket(text, position) - 1; continue; }
            if (isEscaped == isExtended) continue;
            if (text[position] == '(') deepest = Math.Max(deepest, ++depth);
            else if (text[position] == ')') depth--;
        }

        return deepest;
    }

    /// <summary>
    /// The largest number of anchors with nothing between them that must match a character. regcomp copies what follows an anchor for each
    /// anchor before it.
    /// </summary>
    /// <param name="text">The expression.</param>
    public static int LongestRunOfAnchors(ReadOnlySpan<byte> text)
    {
        int run = 0, before = 0, longest = 0;
        for (var position = 0; position < text.Length; position++)
        {
            var isEscaped = text[position] == '\\' && position + 1 < text.Length;
            if (isEscaped) position++;
            switch ((char)text[position])
            {
                case '^' or '$' when !isEscaped:
                case '<' or '>' or 'b' or 'B' or '`' or '\'' when isEscaped:
                    longest = Math.Max(longest, ++run);
                    before = run;
                    break;
                case '*' or '?' or '{' when !isEscaped:
                    run = before;
                    break;
                case '(' or ')' or '|' or '+':
                    break;
                default:
                    if (!isEscaped && text[position] == '[') position = EndOfBracket(text, position) - 1;
                    (before, run) = (run, 0);
                    break;
            }
        }

        return longest;
    }

    private static long Sum(long first, long second) => Math.Min(first + second, int.MaxValue);

    /// <summary>The byte after <c>[...]</c>, in which a leading bracket is a member and <c>[:alpha:]</c> is allowed.</summary>
    private static int EndOfBracket(ReadOnlySpan<byte> text, int position)
    {
        position++;
        if (position < text.Length && text[position] == '^') position++;
        if (position < text.Length && text[position] == ']') position++;
        while (position < text.Length && text[position] != ']')
        {
            if (text[position] == '[' && position + 1 < text.Length && text[position + 1] is (byte)':' or (byte)'.' or (byte)'=')
            {
                var close = text[(position + 2)..].IndexOf([text[position + 1], (byte)']']);
                position = close < 0 ? text.Length : position + 2 + close + 2;
            }
            else
            {
                position++;
            }
        }

        return Math.Min(position + 1, text.Length);
    }

    /// <summary>Reads <c>m}</c>, <c>m,}</c> or <c>m,n}</c>.</summary>
    private static bool TryReadInterval(ReadOnlySpan<byte> text, int start, bool isExtended, out long times, out int end)
    {
        (times, end) = (1, start);
        var length = text[start..].IndexOf(isExtended ? "}"u8 : "\\}"u8);
        if (length < 0) return false;
        end = start + length + (isExtended ? 1 : 2);
        var interval = text.Slice(start, length);
        var comma = interval.IndexOf((byte)',');
        if (comma < 0) return long.TryParse(interval, out times);
        if (!long.TryParse(interval[..comma], out var least) && comma > 0) return false;
        if (comma == interval.Length - 1) times = least + 1;
        else if (!long.TryParse(interval[(comma + 1)..], out times)) return false;
        return true;
    }
}
