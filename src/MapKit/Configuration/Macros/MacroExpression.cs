namespace MapKit.Configuration.Macros;

/// <summary>The inside of <c>${...}</c>. Without replacement texts it gives its subject's value.</summary>
/// <param name="Subject">Its subject, or null if that cannot be parsed.</param>
/// <param name="WhenTrue">The replacement of a value that is not empty, if any.</param>
/// <param name="WhenFalse">The replacement of an empty or undefined value, if any.</param>
/// <param name="Error">Postfix's message for the first mistake, which is after all parsed text.</param>
internal sealed record MacroExpression(MacroSubject? Subject, MacroText? WhenTrue, MacroText? WhenFalse, string? Error);

/// <summary>The subject of an expression: a parameter, a comparison or a function.</summary>
internal abstract record MacroSubject;

/// <summary>The value of a parameter.</summary>
/// <param name="Name">Its name; may be empty (<c>${?text}</c>), which names no parameter.</param>
internal sealed record MacroName(string Name) : MacroSubject;

/// <summary><c>${name{text}}</c>: a function applied to a text (3.12).</summary>
/// <param name="Name">The function's name; an unknown function is reported when it is called.</param>
/// <param name="Argument">The text, whitespace at both ends removed.</param>
internal sealed record MacroFunction(string Name, MacroText Argument) : MacroSubject;

/// <summary><c>{left} operator {right}</c>: <c>true</c> or empty.</summary>
/// <param name="Left">Left text.</param>
/// <param name="Operator">How they are compared.</param>
/// <param name="ByLevel">Whether as compatibility levels (<c>&lt;level</c> and similar).</param>
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
