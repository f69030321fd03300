namespace MapKit.Delivery.Smtpd;

/// <summary>A fact that is not in the configuration or its tables, on which a step of a session depends.</summary>
/// <param name="Question">What Postfix would ask, in words.</param>
/// <param name="Name">The name for <c>--assume</c>.</param>
/// <param name="Answer">The answer that is taken as true: yes, no, or a text.</param>
/// <param name="Source">Where the answer comes from.</param>
internal sealed record Assumption(string Question, string Name, string Answer, AssumptionSource Source)
{
    /// <summary>The answer that would also be possible; null if it cannot be named.</summary>
    public string? Opposite { get; init; }
}

/// <summary>Where the answer to a question comes from.</summary>
internal enum AssumptionSource
{
    /// <summary>The usual case is assumed.</summary>
    Default,

    /// <summary>The user said so.</summary>
    Given,

    /// <summary>DNS answered.</summary>
    Dns,
}
