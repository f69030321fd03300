using MapKit.Diagnostics;
using MapKit.Records;
using MapKit.Source;

namespace MapKit.Lookup.Patterns;

/// <summary>The common part of regexp_table(5) and pcre_table(5): <c>[!]/expression/flags result</c>, <c>if [!]/expression/flags</c>, <c>endif</c>.</summary>
/// <param name="engine">Compiles the expressions.</param>
/// <param name="warnings">Takes what is wrong.</param>
/// <param name="options">Whether results name files, and whether they may insert parts of the key.</param>
internal abstract class ExpressionSyntax(IPatternEngine engine, RuleWarnings warnings, LookupOptions options)
    : RuleSyntax<ReadOnlySpan<byte>>(warnings)
{
    /// <summary>The flags before any is toggled.</summary>
    protected abstract PatternOptions DefaultOptions { get; }

    /// <summary>Postfix's message for $0.</summary>
    protected abstract string OutOfRange { get; }

    /// <summary>Postfix's message for a missing closing delimiter.</summary>
    protected abstract string UnclosedConsequence { get; }

    /// <summary>Whether a backslash that is the last byte of a rule closes the expression.</summary>
    protected abstract bool BackslashMayClose { get; }

    /// <summary>Whether a second expression may follow the first.</summary>
    protected abstract bool TakesSecondExpression { get; }

    /// <inheritdoc/>
    public override TableRule<ReadOnlySpan<byte>>? Parse(ReadOnlySpan<byte> line, int nesting)
    {
        var text = line[..AsciiSpace.TrimmedLength(line)];
        if (text.IsEmpty) return null;
        var cursor = new RuleCursor(text);
        if (!char.IsAsciiLetterOrDigit((char)text[0])) return ParseMatch(cursor);
        if (cursor.TrySkipWord("if"u8)) return ParseIf(cursor);
        if (cursor.TrySkipWord("endif"u8)) return ParseEndIf(cursor, nesting);
        Warnings.Warn(
            Rules.MalformedRule,
            "a rule starts with a delimiter such as /, with if or with endif; Postfix skips this rule",
            "ignoring unrecognized request");
        return null;
    }

    /// <summary>The flag of a letter, or null.</summary>
    protected abstract PatternOptions? FlagOf(byte letter);

    /// <summary>Postfix's message for an expression that the engine refuses.</summary>
    protected abstract string ReasonOf(PatternException exception);

    private TableRule<ReadOnlySpan<byte>>? ParseMatch(RuleCursor cursor)
    {
        if (!TryReadExpression(ref cursor, out var first)) return null;
        var second = default(Expression);
        var hasSecond = TakesSecondExpression && cursor.Current == '!';
        if (hasSecond && !TryReadExpression(ref cursor, out second)) return null;
        cursor.SkipSpace();
        ResultStart = cursor.Position;
        if (ReadResult(cursor.Rest) is not { } result) return null;

        if (result.HighestGroup > 0 && first.Negated)
        {
            Warnings.Warn(
                Rules.BadSubstitution,
                "a negated rule has no groups, because its expression does not match; Postfix skips this rule",
                "$number found in negative match replacement text: skipping this rule");
            return null;
        }

        if (result.HighestGroup > 0 && !options.AllowsSubstitution)
        {
            Warnings.Warn(
                Rules.ForbiddenSubstitution,
                "Postfix does not allow parts of the key in the results of this table, and skips this rule",
                "regular expression substitution is not allowed: skipping this rule");
            return null;
        }

        if (Compile(first, result.HighestGroup == 0) is not { } pattern) return null;
        if (result.HighestGroup > (ulong)pattern.Groups)
        {
            Warnings.Warn(
                Rules.BadSubstitution,
                $"${result.HighestGroup} refers to a group that the expression does not have; Postfix skips this rule",
                $"out of range replacement index \"{(int)result.HighestGroup}\": skipping this rule");
            pattern.Dispose();
            return null;
        }

        var secondPattern = hasSecond ? Compile(second, withoutGroups: true) : null;
        if (hasSecond && secondPattern is null)
        {
            pattern.Dispose();
            return null;
        }

        var groups = result.HighestGroup == 0 ? 0 : (int)result.HighestGroup + 1;
        var test = new ExpressionTest(pattern, first.Negated, groups, Warnings)
        {
            Expression = ExpressionName.From(first),
            Second = secondPattern is null ? null : new ExpressionTest(secondPattern, second.Negated, 0, Warnings),
        };
        return new TableRule<ReadOnlySpan<byte>>(RuleKind.Match, Warnings.Place, test, result);
    }

    private TableRule<ReadOnlySpan<byte>>? ParseIf(RuleCursor cursor)
    {
        cursor.SkipSpace();
        if (!TryReadExpression(ref cursor, out var expression)) return null;
        cursor.SkipSpace();
        if (!cursor.AtEnd)
        {
            Warnings.Warn(
                Rules.BadNesting, "there is text after the if; Postfix ignores it", $"ignoring extra text after IF statement: \"{ByteText.FromBytes(cursor.Rest)}\"");
            Warnings.Warn(
                Rules.BadNesting,
                "a line that begins with whitespace continues the line before it",
                "do not prepend whitespace to statements between IF and ENDIF");
        }

        if (Compile(expression, withoutGroups: false) is not { } pattern) return null;
        var test = new ExpressionTest(pattern, expression.Negated, 0, Warnings);
        return new TableRule<ReadOnlySpan<byte>>(RuleKind.If, Warnings.Place, test, null);
    }

    private TableRule<ReadOnlySpan<byte>>? ParseEndIf(RuleCursor cursor, int nesting)
    {
        if (nesting == 0)
        {
            Warnings.Warn(Rules.BadNesting, "this endif has no matching if; Postfix ignores it", "ignoring ENDIF without matching IF");
            return null;
        }

        cursor.SkipSpace();
        if (!cursor.AtEnd)
            Warnings.Warn(Rules.BadNesting, "there is text after the endif; Postfix ignores it", "ignoring extra text after ENDIF");
        return new TableRule<ReadOnlySpan<byte>>(RuleKind.EndIf, Warnings.Place, null, null);
    }

    private bool TryReadExpression(scoped ref RuleCursor cursor, out Expression expression)
    {
        expression = default;
        var negated = cursor.SkipNegations();
        if (cursor.AtEnd)
        {
            Warnings.Warn(Rules.MalformedRule, "the rule has no expression; Postfix skips it", "no regexp: skipping this rule");
            return false;
        }

        var delimiter = cursor.Current;
        var start = ++cursor.Position;
        var closed = false;
        for (; !cursor.AtEnd && !closed; cursor.Position++)
        {
            if (cursor.Current == '\\' && !cursor.AtLast) cursor.Position++;
            else closed = cursor.Current == '\\' ? BackslashMayClose : cursor.Current == delimiter;
        }

        if (!closed)
        {
            Warnings.Warn(
                Rules.MalformedRule,
                $"the expression has no closing {DisplayText.Escape([delimiter])}; Postfix skips this rule",
                $"no closing regexp delimiter \"{(char)delimiter}\": {UnclosedConsequence} this rule");
            return false;
        }

        var text = cursor.Since(start)[..^1];
        if (!TryReadFlags(ref cursor, out var options)) return false;
        expression = new Expression(text, options, negated);
        return true;
    }

    private bool TryReadFlags(scoped ref RuleCursor cursor, out PatternOptions options)
    {
        options = DefaultOptions;
        for (; !cursor.AtEnd && !cursor.AtSpace && !(TakesSecondExpression && cursor.Current == '!'); cursor.Position++)
        {
            if (FlagOf(cursor.Current) is { } flag)
            {
                options ^= flag;
                continue;
            }

            Warnings.Warn(
                Rules.MalformedRule,
                $"there is no flag {DisplayText.Escape([cursor.Current])}; Postfix skips this rule",
                $"unknown regexp option \"{(char)cursor.Current}\": skipping this rule");
            return false;
        }

        return true;
    }

    private RuleResult? ReadResult(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
            Warnings.Warn(Rules.EmptyResult, "the rule has no result; Postfix returns an empty result", "no replacement text: using empty string");
        if (options.ValuesAreFiles)
        {
            if (FileValues.TryEncode(text, out var contents, out var reason)) return RuleResult.Literal(contents);
            Warnings.Warn(Rules.FileOfValueUnreadable, $"{reason}; Postfix skips this rule", $"{reason}: skipping this rule");
            return null;
        }

        if (RuleResult.Parse(text, Warnings, OutOfRange) is { } result) return result;
        Warnings.Warn(Rules.BadSubstitution, "the result cannot be used; Postfix skips this rule", "bad replacement syntax: skipping this rule");
        return null;
    }

    private IPattern? Compile(in Expression expression, bool withoutGroups)
    {
        try
        {
            return engine.Compile(expression.Text, expression.Options | (withoutGroups ? PatternOptions.NoGroups : PatternOptions.None));
        }
        catch (PatternException exception)
        {
            Warnings.Warn(Rules.BadExpression, $"{exception.Message}; Postfix skips this rule", ReasonOf(exception));
            return null;
        }
    }
}
