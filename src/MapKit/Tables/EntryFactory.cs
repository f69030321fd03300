namespace MapKit.Tables;

/// <summary>Makes a typed entry of a key and a value.</summary>
/// <typeparam name="T">The type of the entry.</typeparam>
/// <param name="key">The key, one character per byte.</param>
/// <param name="value">The value, one character per byte.</param>
/// <param name="problems">All that is wrong with either.</param>
/// <returns>The entry, or null where Postfix can make nothing of it.</returns>
internal delegate T? EntryFactory<out T>(string key, string value, out IReadOnlyList<ValueProblem> problems)
    where T : class;
