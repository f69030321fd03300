namespace MapKit.Tables;

/// <summary>The result of parsing a key or a value, and all their problems.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <param name="Value">The parsed value, or null if Postfix cannot use the text.</param>
/// <param name="Problems">The findings, in the order of the text; offsets count from its start.</param>
internal sealed record ParsedValue<T>(T? Value, IReadOnlyList<ValueProblem> Problems)
    where T : class;
