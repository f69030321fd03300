namespace MapKit.Tables;

/// <summary>The result of parsing a key or a value, and all that is wrong with it.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <param name="Value">The parsed value, or null where Postfix can do nothing with the text.</param>
/// <param name="Problems">The findings, in the order of the text; offsets count from its start.</param>
internal sealed record ParsedValue<T>(T? Value, IReadOnlyList<ValueProblem> Problems)
    where T : class;
