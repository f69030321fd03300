namespace MapKit.Operations.CrossCheck;

/// <summary>How the building of a map went. The map itself is in its file.</summary>
public sealed record CrossCheckBuild
{
    /// <summary>The exit status, or null for an engine that has none: then nobody's is compared.</summary>
    public int? ExitStatus { get; init; }

    /// <summary>
    /// The lines it said, in Postfix's words, one character for each byte (<see cref="Source.ByteText"/>); null for an engine
    /// without words: then nobody's are compared.
    /// </summary>
    public IReadOnlyList<string>? Messages { get; init; }

    /// <summary>Why this engine cannot build maps of this type at all, or null where it can.</summary>
    public string? Refusal { get; init; }
}
