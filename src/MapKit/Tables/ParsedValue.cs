namespace MapKit.Tables;

/// <summary>What a key or a value turned out to be, and all that is wrong with it.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <param name="Value">What Postfix makes of the text, or null where it can make nothing of it.</param>
/// <param name="Problems">The findings, in the order of the text; offsets count from its start.</param>
internal sealed record ParsedValue<T>(T? Value, IReadOnlyList<ValueProblem> Problems)
    where T : class;
