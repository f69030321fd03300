using System.Buffers;

namespace MapKit.Configuration.Macros;

/// <summary>
/// Reads the inside of <c>${...}</c> (docs/formats/configuration.md#macros): <c>name</c>, <c>name?text</c>, <c>name:text</c>,
/// <c>name?{text}:{text}</c>, the same with <c>{left} operator {right}</c> for the name, and <c>function{text}</c>. Mistakes are
/// reported in the order in which Postfix finds them.
/// </summary>
internal sealed class MacroExpressionParser
{
    // The quotes are Postfix's.
    private const string AnyOperator = "\"==\" or \"!=\"\" or \"<\"\" or \"<=\"\" or \">=\"\" or \">\"";
    private const string LevelSuffix = "level";
    private const int ShownLength = 20;

    private static readonly SearchValues<char> OperatorCharacters = SearchValues.Create("<>!=?+-*/~&|%");

    private readonly string _text;
    private readonly bool _allowFunctions;
    private readonly MacroPlace _place;
    private int _position;
    private string? _error;

    public MacroExpressionParser(string text, bool allowFunctions, MacroPlace place)
    {
        _text = text;
        _allowFunctions = allowFunctions;
        _place = place;
    }

    /// <summary>Reads the expression.</summary>
    public MacroExpression Parse()
    {
        var mode = '\0';
        var subject = FindBrace() ? ReadComparison(ref mode) : ReadNameOrFunction(ref mode);
        if (subject is null || _error is not null || mode == '\0') return new MacroExpression(subject, null, null, _error);

        MacroText? whenTrue = null;
        if (mode == '?')
        {
            whenTrue = ReadChoice();
            if (whenTrue is null || AtEnd) return new MacroExpression(subject, whenTrue, null, _error);
            if (_text[_position] != ':')
                return new MacroExpression(subject, whenTrue, null, $"\":\" expected at: \"...{whenTrue.Text}}}>>>{Rest()}\"");
            _position++;
        }

        var whenFalse = ReadChoice();
        if (whenFalse is not null && !AtEnd) _error = $"unexpected input at: \"...{whenFalse.Text}}}>>>{Rest()}\"";
        return new MacroExpression(subject, whenTrue, whenFalse, _error);
    }

    private bool AtEnd => _position == _text.Length;

    private MacroComparison? ReadComparison(ref char mode)
    {
        var left = ReadBraces();
        if (left is null) return null;

        var operatorStart = _position;
        while (!AtEnd && OperatorCharacters.Contains(_text[_position])) _position++;
        var symbol = _text[operatorStart.._position];
        if (OperatorOf(symbol) is not { } comparison)
        {
            _position = operatorStart;
            return Fail<MacroComparison>($"{AnyOperator} expected at: \"...{left.Text}}}>>>{Rest()}\"");
        }

        var suffixStart = _position;
        while (!AtEnd && char.IsAsciiLetterOrDigit(_text[_position])) _position++;
        var suffix = _text[suffixStart.._position];
        if (suffix is not ("" or LevelSuffix)) return Fail<MacroComparison>($"bad operator suffix at: \"...{symbol}>>>{suffix}\"");

        if (!FindBrace()) return Fail<MacroComparison>($"\"{{expression}}\" expected at: \"...{{{left.Text}}} {symbol}>>>{Rest()}\"");
        var right = ReadBraces();
        if (right is null) return null;

        if (!AtEnd)
        {
            mode = _text[_position];
            if (mode is '?' or ':') _position++;
            else _error = $"\"?\" or \":\" expected at: \"...}}>>>{Rest()}\"";
        }

        return new MacroComparison(left, comparison, suffix == LevelSuffix, right);
    }

    private MacroSubject? ReadNameOrFunction(ref char mode)
    {
        while (!AtEnd && SettingText.IsSeparator(_text[_position])) _position++;
        var start = _position;
        for (; ; _position++)
        {
            var next = _position;
            while (next < _text.Length && SettingText.IsSeparator(_text[next])) next++;
            var name = _text[start.._position];
            if (next == _text.Length) return new MacroName(name);
            if (_text[next] is '?' or ':')
            {
                mode = _text[next];
                _position = next + 1;
                return new MacroName(name);
            }

            if (_allowFunctions && _text[next] == '{')
            {
                _position = next;
                return ReadFunction(name);
            }

            if (!MacroText.IsNameCharacter(_text[_position]))
                return Fail<MacroName>($"attribute name syntax error at: \"...{_text[.._position]}>>>{Rest()}\"");
        }
    }

    private MacroFunction? ReadFunction(string name)
    {
        if (ReadBraces() is not { } braces) return null;
        var argument = braces.Text.TrimStart([' ', '\t', '\r', '\n']);
        var blanks = braces.Text.Length - argument.Length;
        argument = argument.TrimEnd([' ', '\t', '\r', '\n', '\v', '\f']);
        return AtEnd
            ? new MacroFunction(name, new MacroText(argument, _allowFunctions, braces.Place.At(blanks)))
            : Fail<MacroFunction>($"unexpected input at: \"...{argument}}}>>>{Rest()}\"");
    }

    /// <summary>A replacement text: in braces, or the rest verbatim.</summary>
    private MacroText? ReadChoice()
    {
        if (FindBrace()) return ReadBraces();
        var rest = Inner(_position, _text.Length);
        _position = _text.Length;
        return rest;
    }

    /// <summary>Moves to an opening brace if only whitespace precedes it.</summary>
    private bool FindBrace()
    {
        var next = _position;
        while (next < _text.Length && SettingText.IsSeparator(_text[next])) next++;
        if (next == _text.Length || _text[next] != '{') return false;
        _position = next;
        return true;
    }

    /// <summary>The text between balanced braces; whitespace after them is skipped.</summary>
    private MacroText? ReadBraces()
    {
        var start = _position + 1;
        var level = 1;
        for (var end = start; end < _text.Length; end++)
        {
            if (_text[end] == '{') level++;
            if (_text[end] != '}' || --level > 0) continue;
            _position = end + 1;
            while (!AtEnd && SettingText.IsSeparator(_text[_position])) _position++;
            return Inner(start, end);
        }

        return Fail<MacroText>($"unbalanced {{}} in attribute expression: \"{_text[_position..]}\"");
    }

    private MacroText Inner(int start, int end) => new(_text[start..end], _allowFunctions, _place.At(start));

    private string Rest() => SettingText.Cut(_text[_position..], ShownLength);

    private T? Fail<T>(string error)
        where T : class
    {
        _error = error;
        return null;
    }

    private static ComparisonOperator? OperatorOf(string symbol) => symbol switch
    {
        "==" => ComparisonOperator.Equal,
        "!=" => ComparisonOperator.NotEqual,
        "<" => ComparisonOperator.Less,
        "<=" => ComparisonOperator.LessOrEqual,
        ">=" => ComparisonOperator.GreaterOrEqual,
        ">" => ComparisonOperator.Greater,
        _ => null,
    };
}
