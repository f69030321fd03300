namespace MapKit.Configuration.Macros;

/// <summary>A text with macros: the value of a parameter, or a text in braces within one. Its parts are read when they are needed.</summary>
/// <param name="text">The text, one character per byte.</param>
/// <param name="allowFunctions">Whether <c>${name{text}}</c> is a call (3.12) rather than a mistake.</param>
/// <param name="place">Where it is written.</param>
internal sealed class MacroText(string text, bool allowFunctions, MacroPlace place = default)
{
    private IReadOnlyList<MacroPart>? _parts;

    /// <summary>The text as written.</summary>
    public string Text => text;

    /// <summary>Where it is written.</summary>
    public MacroPlace Place => place;

    /// <summary>Literals and references in order, to the first mistake (docs/formats/configuration.md#macros).</summary>
    public IReadOnlyList<MacroPart> Parts => _parts ??= Read();

    private List<MacroPart> Read()
    {
        var parts = new List<MacroPart>();
        var literal = "";
        var pieces = new List<TracedRun>();
        var position = 0;
        while (position < text.Length)
        {
            var dollar = text.IndexOf('$', position);
            if (dollar < 0)
            {
                Append(text.Length);
                break;
            }

            if (dollar + 1 < text.Length && text[dollar + 1] == '$')
            {
                Append(dollar + 1);
                position++;
                continue;
            }

            Append(dollar);
            position++;
            EndLiteral();
            var part = position < text.Length && text[position] is '{' or '(' ? ReadBraced(ref position) : ReadName(ref position);
            parts.Add(part);
            if (part is MacroError) return parts;
        }

        EndLiteral();
        return parts;

        void Append(int end)
        {
            if (end > position) pieces.Add(new TracedRun(literal.Length, place.At(position)));
            literal += text[position..end];
            position = end;
        }

        void EndLiteral()
        {
            if (literal.Length > 0) parts.Add(new MacroLiteral(literal, pieces));
            literal = "";
            pieces = [];
        }
    }

    private MacroPart ReadBraced(ref int position)
    {
        var open = text[position];
        var close = open == '{' ? '}' : ')';
        var start = ++position;
        for (var level = 1; level > 0; position++)
        {
            if (position == text.Length) return new MacroError($"truncated macro reference: \"{text}\"", IsFirstOnly: false);
            if (text[position] == open) level++;
            else if (text[position] == close) level--;
        }

        var content = text[start..(position - 1)];
        return content.Length == 0 ? Empty(isFirstOnly: true) : new MacroReference(content, true, allowFunctions, place.At(start));
    }

    private MacroPart ReadName(ref int position)
    {
        var start = position;
        while (position < text.Length && IsNameCharacter(text[position])) position++;
        var name = text[start..position];
        return name.Length == 0 ? Empty(isFirstOnly: false) : new MacroReference(name, false, allowFunctions, place.At(start));
    }

    private MacroError Empty(bool isFirstOnly) => new($"empty macro name: \"{text}\"", isFirstOnly);

    /// <summary>Letters and digits of ASCII, and the underscore.</summary>
    public static bool IsNameCharacter(char value) => char.IsAsciiLetterOrDigit(value) || value == '_';
}

/// <summary>A part of a text with macros.</summary>
/// <param name="Text">The expanded literal, or the expression without <c>$</c> and braces.</param>
internal abstract record MacroPart(string Text);

/// <summary>Literal text; <c>$$</c> is one <c>$</c> in it.</summary>
/// <param name="Text">The text.</param>
/// <param name="Pieces">Its places: a piece begins after each <c>$$</c>.</param>
internal sealed record MacroLiteral(string Text, IReadOnlyList<TracedRun> Pieces) : MacroPart(Text);

/// <summary>The text after a <c>$</c>: a bare name, or all the text between braces or parentheses.</summary>
/// <param name="Text">The text without <c>$</c> and braces.</param>
/// <param name="IsBraced">Whether there were braces or parentheses.</param>
/// <param name="AllowFunctions">Whether <c>${name{text}}</c> is a call (3.12) rather than a mistake.</param>
/// <param name="Place">Where the text is written.</param>
internal sealed record MacroReference(string Text, bool IsBraced, bool AllowFunctions, MacroPlace Place) : MacroPart(Text)
{
    private MacroExpression? _expression;

    /// <summary>The expression; parsed lazily, because Postfix does not report mistakes in unused parts.</summary>
    public MacroExpression Expression => _expression ??= new MacroExpressionParser(Text, AllowFunctions, Place).Parse();
}

/// <summary>The place after which a text cannot be parsed; always the last part.</summary>
/// <param name="Text">What Postfix says of it.</param>
/// <param name="IsFirstOnly">Whether Postfix does not report it after another mistake.</param>
internal sealed record MacroError(string Text, bool IsFirstOnly) : MacroPart(Text);
