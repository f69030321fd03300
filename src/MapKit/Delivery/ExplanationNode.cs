using MapKit.Delivery.Searching;

namespace MapKit.Delivery;

/// <summary>One step of an explanation, with those below it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">A sentence for people.</param>
public sealed record ExplanationNode(ExplanationKind Kind, string Text)
{
    /// <summary>The search, where the step is one.</summary>
    public Search? Search { get; init; }

    /// <summary>What a program may want to know, by name; texts for people.</summary>
    public IReadOnlyList<(string Name, string Value)> Facts { get; init; } = [];

    /// <summary>The steps below.</summary>
    public IReadOnlyList<ExplanationNode> Children { get; init; } = [];
}
