using System.Text;
using MapKit.Diagnostics;
using MapKit.Postfix;

namespace MapKit.Configuration.Macros;

/// <summary>
/// Expands macros in texts, and in the values that replace them (docs/formats/configuration.md#macros). A mistake is reported in
/// Postfix's wording and ends the expansion with its fatal error; mistakes in unused parts are not reported.
/// </summary>
internal sealed class MacroEvaluator
{
    /// <summary>
    /// If Postfix would run out of stack (a parameter that compares itself, which its limit misses), time or memory
    /// (values that double themselves), the expansion stops with the same message.
    /// </summary>
    private const int DepthLimit = 1000;
    private const int ReferenceLimit = 100_000;
    private const int ResultLimit = 1 << 26;

    private readonly IParameterSource _source;
    private readonly bool _allowFunctions;
    private readonly Action<DiagnosticRule, string> _warn;
    private int _depth;
    private int _references;
    private string? _mistake;

    /// <summary>Creates an evaluator.</summary>
    /// <param name="source">The parameters.</param>
    /// <param name="version">The version that is followed.</param>
    /// <param name="warn">Takes a warning in Postfix's wording.</param>
    public MacroEvaluator(IParameterSource source, PostfixVersion version, Action<DiagnosticRule, string> warn)
    {
        _source = source;
        _allowFunctions = VersionDifferences.In(version).HasMacroFunctions;
        _warn = warn;
    }

    /// <summary>Expands a text.</summary>
    /// <param name="text">The text, one character per byte.</param>
    /// <returns>The text without macros.</returns>
    /// <exception cref="ConfigurationException">A macro cannot be read or expanded.</exception>
    public string Evaluate(string text)
    {
        if (!text.Contains('$')) return text;
        _depth = 0;
        _references = 0;
        _mistake = null;
        var expansion = new Expansion();
        Expand(new MacroText(text, _allowFunctions), expansion);
        if (expansion.Failed) throw ProcessingError();
        return expansion.Result.ToString();
    }

    /// <summary>Expands the value of a parameter, with the place where each byte is written.</summary>
    /// <param name="text">The value, one character per byte.</param>
    /// <param name="parameter">The parameter.</param>
    /// <exception cref="ConfigurationException">A macro cannot be read or expanded.</exception>
    public TracedText Trace(string text, string parameter)
    {
        _depth = 0;
        _references = 0;
        _mistake = null;
        var expansion = new Expansion { Runs = [] };
        Expand(new MacroText(text, _allowFunctions, new MacroPlace(parameter, 0)), expansion);
        if (expansion.Failed) throw ProcessingError();
        return new TracedText(expansion.Result.ToString(), expansion.Runs);
    }

    private ConfigurationException ProcessingError() => new("dictionary mail_dict: macro processing error") { Detail = _mistake };

    private void Expand(MacroText text, Expansion expansion)
    {
        var parts = text.Parts;
        for (var index = 0; index < parts.Count; index++)
        {
            switch (parts[index])
            {
                case MacroError error when !(error.IsFirstOnly && expansion.Failed):
                    Fail(expansion, error.Text);
                    return;
                case MacroReference { IsBraced: true } when expansion.Failed:
                case MacroLiteral when expansion.Failed && index == parts.Count - 1:
                case MacroError:
                    return;
                case var part:
                    ExpandPart(part, expansion);
                    break;
            }
        }
    }

    private void ExpandPart(MacroPart part, Expansion expansion)
    {
        // The level is decreased only on success, so that text after a mistake may also be reported as too deep.
        var isTooDeep = expansion.Level++ > PostfixLimits.MacroNesting;
        var isTooMuch = _depth > DepthLimit || ++_references > ReferenceLimit || expansion.Result.Length > ResultLimit;
        if (isTooDeep || isTooMuch) Fail(expansion, $"unreasonable macro call nesting: \"{part.Text}\"");
        if (isTooMuch) throw ProcessingError();
        if (expansion.Failed) return;

        _depth++;
        if (part is MacroReference reference)
        {
            if (!ExpandReference(reference.Expression, expansion)) return;
        }
        else
        {
            expansion.Append((MacroLiteral)part);
        }

        _depth--;
        expansion.Level--;
    }

    /// <returns>False if Postfix does not decrease the level: after a mistake and after a function.</returns>
    private bool ExpandReference(MacroExpression expression, Expansion expansion)
    {
        string? value = null;
        switch (expression.Subject)
        {
            case null:
                return Fail(expansion, expression.Error!);
            case MacroFunction function:
                Call(function, expansion);
                _depth--;
                return false;
            case MacroComparison comparison:
                value = Compare(comparison, expansion);
                if (expansion.Failed) return false;
                break;
            case MacroName name:
                value = _source.Find(name.Name);
                break;
        }

        var isEmpty = string.IsNullOrEmpty(value);
        if (expression.WhenTrue is { } whenTrue && !isEmpty) Expand(whenTrue, expansion);
        if (expression.WhenFalse is { } whenFalse && isEmpty) Expand(whenFalse, expansion);
        if (expression.Error is { } error) return Fail(expansion, error);
        if (expression.WhenTrue is null && expression.WhenFalse is null && !isEmpty) Expand(new MacroText(value!, _allowFunctions, new MacroPlace((expression.Subject as MacroName)?.Name, 0)), expansion);
        return true;
    }

    private void Call(MacroFunction function, Expansion expansion)
    {
        var (name, argument) = (function.Name, function.Argument);
        if (!MacroFunctions.Exists(name))
        {
            // The missing space is Postfix's.
            Fail(expansion, $"unknown function \"{name}\" at\"...>>>{name}{{{argument.Text}}}\"");
            return;
        }

        var text = ExpandAlone(argument, expansion);
        if (expansion.Failed) return;
        if (MacroFunctions.Call(name, text) is { } result) expansion.Append(new MacroLiteral(result, [new TracedRun(0, argument.Place)]));
        else Fail(expansion, $"bad domain argument in: '{name}{{{text}}}'");
    }

    private string? Compare(MacroComparison comparison, Expansion expansion)
    {
        var left = ExpandAlone(comparison.Left, expansion);
        var right = ExpandAlone(comparison.Right, expansion);
        var result = comparison.ByLevel ? CompareLevels(left, right, expansion) : CompareTexts(left, right);
        if (expansion.Failed) return null;
        return comparison.Operator switch
        {
            ComparisonOperator.Equal => result == 0,
            ComparisonOperator.NotEqual => result != 0,
            ComparisonOperator.Less => result < 0,
            ComparisonOperator.LessOrEqual => result <= 0,
            ComparisonOperator.GreaterOrEqual => result >= 0,
            _ => result > 0,
        }
            ? "true"
            : "";
    }

    /// <summary>Numbers when both are all digits, else bytes.</summary>
    private static int CompareTexts(string left, string right) =>
        SettingText.IsAllDigits(left) && SettingText.IsAllDigits(right)
            ? NumberOf(left).CompareTo(NumberOf(right))
            : string.CompareOrdinal(left, right);

    private static long NumberOf(string digits)
    {
        var number = LeadingNumber.Read(digits);
        return number.Overflows ? throw new ConfigurationException($"mac_exp_eval: bad conversion: {digits}") : number.Value;
    }

    private int CompareLevels(string left, string right, Expansion expansion)
    {
        if (CompatibilityLevel.TryParse(left, out var leftLevel) is var leftIsLevel && leftIsLevel && CompatibilityLevel.TryParse(right, out var rightLevel))
            return leftLevel.CompareTo(rightLevel);
        Fail(expansion, $"malformed compatibility level syntax: \"{(leftIsLevel ? right : left)}\"");
        return 0;
    }

    /// <summary>Expands a separate text, for which Postfix starts a new level count; a mistake in it is a mistake in the whole.</summary>
    private string ExpandAlone(MacroText text, Expansion outer)
    {
        var depth = _depth;
        var expansion = new Expansion();
        Expand(text, expansion);
        _depth = depth;
        outer.Failed |= expansion.Failed;
        return expansion.Result.ToString();
    }

    private bool Fail(Expansion expansion, string text)
    {
        _mistake ??= text;
        _warn(Rules.BadMacro, text);
        expansion.Failed = true;
        return false;
    }

    /// <summary>One expansion into one result.</summary>
    private sealed class Expansion
    {
        public StringBuilder Result { get; } = new();

        public int Level { get; set; }

        public bool Failed { get; set; }

        /// <summary>The places of the result, if requested.</summary>
        public List<TracedRun>? Runs { get; init; }

        public void Append(MacroLiteral literal)
        {
            foreach (var piece in Runs is null ? [] : literal.Pieces) Runs!.Add(piece with { Start = Result.Length + piece.Start });
            Result.Append(literal.Text);
        }
    }
}
