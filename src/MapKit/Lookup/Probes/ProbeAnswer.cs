namespace MapKit.Lookup.Probes;

/// <summary>What is known of a key; nothing, by default.</summary>
internal readonly struct ProbeAnswer
{
    private ProbeAnswer(bool isFound, ReadOnlyMemory<byte> value)
    {
        IsKnown = true;
        IsFound = isFound;
        Value = value;
    }

    /// <summary>The key is not there.</summary>
    public static ProbeAnswer NotFound { get; } = new(isFound: false, default);

    /// <summary>Whether the key has been asked for.</summary>
    public bool IsKnown { get; }

    /// <summary>Whether it is there.</summary>
    public bool IsFound { get; }

    /// <summary>Its value, up to the first NUL.</summary>
    public ReadOnlyMemory<byte> Value { get; }

    /// <summary>The key is there.</summary>
    /// <param name="value">Its value, up to the first NUL.</param>
    public static ProbeAnswer Of(ReadOnlyMemory<byte> value) => new(isFound: true, value);
}
