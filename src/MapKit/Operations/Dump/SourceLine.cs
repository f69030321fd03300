namespace MapKit.Operations.Dump;

/// <summary>A record as a line of a source.</summary>
/// <param name="key">The key without NUL.</param>
/// <param name="value">The value without NUL.</param>
/// <param name="text">The line with its line feed; empty if there is none.</param>
/// <param name="isWritten">Whether there is a line.</param>
/// <param name="problem">Why there is none, or how the compiled record differs; null if it does not.</param>
/// <param name="otherForm">The second key under which the line stores the value, or null.</param>
internal readonly ref struct SourceLine(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, ReadOnlySpan<byte> text, bool isWritten, string? problem, byte[]? otherForm)
{
    /// <summary>The key without NUL.</summary>
    public ReadOnlySpan<byte> Key { get; } = key;

    /// <summary>The value without NUL.</summary>
    public ReadOnlySpan<byte> Value { get; } = value;

    /// <summary>The line with its line feed; empty if there is none.</summary>
    public ReadOnlySpan<byte> Text { get; } = text;

    /// <summary>Whether there is a line.</summary>
    public bool IsWritten { get; } = isWritten;

    /// <summary>Why there is none, or how the compiled record differs; null if it does not.</summary>
    public string? Problem { get; } = problem;

    /// <summary>The second key under which the line stores the value, or null.</summary>
    public byte[]? OtherForm { get; } = otherForm;
}
