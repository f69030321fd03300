namespace MapKit.Configuration.Macros;

/// <summary><c>{left} operator {right}</c>: <c>true</c> or empty.</summary>
/// <param name="Left">Left text.</param>
/// <param name="Operator">How they are compared.</param>
/// <param name="ByLevel">Whether as compatibility levels (<c>&lt;level</c> and the like).</param>
/// <param name="Right">Right text.</param>
internal sealed record MacroComparison(MacroText Left, ComparisonOperator Operator, bool ByLevel, MacroText Right) : MacroSubject;
