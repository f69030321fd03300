namespace MapKit.Configuration.Macros;

/// <summary>The inside of <c>${...}</c>. Without a text to choose it stands for its subject's value.</summary>
/// <param name="Subject">What it asks, or null when that cannot be read.</param>
/// <param name="WhenTrue">What a value that is not empty is replaced by, if anything.</param>
/// <param name="WhenFalse">What an empty or undefined value is replaced by, if anything.</param>
/// <param name="Error">What Postfix says of the first mistake, which lies behind all that could be read.</param>
internal sealed record MacroExpression(MacroSubject? Subject, MacroText? WhenTrue, MacroText? WhenFalse, string? Error);

/// <summary>What an expression asks: a parameter, a comparison or a function.</summary>
internal abstract record MacroSubject;

/// <summary>The value of a parameter.</summary>
/// <param name="Name">Its name; may be empty (<c>${?text}</c>), which names none.</param>
internal sealed record MacroName(string Name) : MacroSubject;

/// <summary><c>${name{text}}</c>: a function applied to a text (3.12).</summary>
/// <param name="Name">The function's name; whether there is such a function is seen when it is called.</param>
/// <param name="Argument">The text, whitespace at both ends removed.</param>
internal sealed record MacroFunction(string Name, MacroText Argument) : MacroSubject;

/// <summary><c>{left} operator {right}</c>: <c>true</c> or empty.</summary>
/// <param name="Left">Left text.</param>
/// <param name="Operator">How they are compared.</param>
/// <param name="ByLevel">Whether as compatibility levels (<c>&lt;level</c> and the like).</param>
/// <param name="Right">Right text.</param>
internal sealed record MacroComparison(MacroText Left, ComparisonOperator Operator, bool ByLevel, MacroText Right) : MacroSubject;

/// <summary>The operators between two texts in braces.</summary>
internal enum ComparisonOperator
{
    /// <summary><c>==</c></summary>
    Equal,

    /// <summary><c>!=</c></summary>
    NotEqual,

    /// <summary><c>&lt;</c></summary>
    Less,

    /// <summary><c>&lt;=</c></summary>
    LessOrEqual,

    /// <summary><c>&gt;=</c></summary>
    GreaterOrEqual,

    /// <summary><c>&gt;</c></summary>
    Greater,
}
