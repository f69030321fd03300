using System.Text;

namespace MapKit.Linting.Patterns;

/// <summary>
/// The result of a rule with a letter in place of each group (<c>$1</c>, <c>${1}</c>, <c>$(1)</c>) and a dollar sign in place of <c>$$</c>
/// (docs/formats/pattern-tables.md#results): a text that can be checked in the parts that are literal.
/// </summary>
internal sealed class SubstitutedText
{
    private const char Placeholder = 'x';

    private readonly StringBuilder _text = new();

    /// <summary>For each character, where it begins in the result as written; then the end.</summary>
    private readonly List<int> _starts = [];
    private readonly HashSet<int> _groups = [];

    private SubstitutedText()
    {
    }

    /// <summary>The text, one character per byte.</summary>
    public string Text => _text.ToString();

    /// <summary>Whether the result has a group.</summary>
    public bool HasGroups => _groups.Count > 0;

    /// <summary>A result without groups, in which dollar signs are literal.</summary>
    public static SubstitutedText Literal(ReadOnlySpan<byte> result)
    {
        var text = new SubstitutedText();
        for (var index = 0; index < result.Length; index++) text.Add((char)result[index], index);
        text._starts.Add(result.Length);
        return text;
    }

    /// <summary>A result that Postfix accepts, with its groups replaced.</summary>
    public static SubstitutedText Parse(ReadOnlySpan<byte> result)
    {
        var text = new SubstitutedText();
        var index = 0;
        while (index < result.Length)
        {
            var start = index++;
            if (result[start] != '$' || index == result.Length)
            {
                text.Add((char)result[start], start);
            }
            else if (result[index] == '$')
            {
                text.Add('$', start);
                index++;
            }
            else
            {
                index = EndOfGroup(result, index);
                text._groups.Add(text._text.Length);
                text.Add(Placeholder, start);
            }
        }

        text._starts.Add(result.Length);
        return text;
    }

    /// <summary>Whether a part of the text depends on a group.</summary>
    public bool DependsOnGroup(int start, int length) => _groups.Any(group => group >= start && group < Math.Max(start + length, start + 1));

    /// <summary>Where a part of the text is in the result as written.</summary>
    public (int Start, int Length) PlaceOf(int start, int length)
    {
        var first = Math.Min(start, _starts.Count - 1);
        var end = Math.Min(start + length, _starts.Count - 1);
        return (_starts[first], _starts[end] - _starts[first]);
    }

    private static int EndOfGroup(ReadOnlySpan<byte> result, int index)
    {
        var close = result[index] switch { (byte)'{' => (byte)'}', (byte)'(' => (byte)')', _ => (byte)0 };
        if (close != 0) return result[index..].IndexOf(close) is >= 0 and var length ? index + length + 1 : result.Length;
        while (index < result.Length && (char.IsAsciiLetterOrDigit((char)result[index]) || result[index] == '_')) index++;
        return index;
    }

    private void Add(char character, int start)
    {
        _text.Append(character);
        _starts.Add(start);
    }
}
