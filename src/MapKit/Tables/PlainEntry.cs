using MapKit.Diagnostics;
using MapKit.Platform;

namespace MapKit.Tables;

/// <summary>One entry of a table without known semantics.</summary>
/// <param name="Key">The key as written.</param>
/// <param name="Value">The value as written.</param>
public sealed record PlainEntry(string Key, string Value) : TableEntry
{
    /// <inheritdoc/>
    internal override TableFormat Format => TableFormat.Plain;

    /// <inheritdoc/>
    internal override string KeyText => Key;

    /// <inheritdoc/>
    internal override string ValueText => Value;

    /// <summary>Recognises a common entry without problems. Allocates nothing.</summary>
    internal static bool IsCommon(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => !value.Contains((byte)'#');

    /// <summary>Creates an entry from a key and a value, one character per byte.</summary>
    internal static PlainEntry FromLatin1(string key, string value, out IReadOnlyList<ValueProblem> problems)
    {
        var found = new List<ValueProblem>();
        InlineComment.ReportInText(value, 0, Severity.Warning, found);
        problems = found;
        return new PlainEntry(key, value);
    }

    /// <inheritdoc/>
    internal override TableEntry Decoded() => new PlainEntry(LosslessText.FromLatin1(Key), LosslessText.FromLatin1(Value));
}
